using System.Text.Json;
using System.Text.RegularExpressions;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Http;

public sealed partial class OpenApiTests : IAsyncLifetime
{
    private readonly OutreachFolder _outreach = new();
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(new MemoryService(), _outreach.AddTo);

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _outreach.DisposeAsync();
    }

    [Fact]
    public async Task The_document_describes_every_path_and_its_errors()
    {
        var (status, document) = await _gateway.GetAsync("/openapi/v1.json");

        Assert.Equal(200, status);
        var paths = document.GetProperty("paths");
        string[] expected =
        [
            "/", "/batch_predict", "/customer/{id}", "/customer/{id}/contact", "/customer/{id}/counterfactual", "/customer/{id}/erase", "/customer/{id}/features", "/customer/{id}/history", "/customer/{id}/objection",
            "/customer/{id}/objection/{objection_id}/close", "/customer/{id}/opt_in", "/customer/{id}/opt_out", "/customer/{id}/profile", "/customer/{id}/suppression", "/customers", "/dead_letters",
            "/features", "/health", "/health/live", "/health/ready", "/high_risk_customers", "/interventions", "/interventions/answered", "/interventions/calls", "/interventions/calls/{intervention_id}/claim",
            "/interventions/calls/{intervention_id}/done", "/interventions/calls/{intervention_id}/release", "/interventions/effect", "/interventions/failed", "/interventions/queue", "/interventions/{intervention_id}",
            "/interventions/{intervention_id}/approve", "/interventions/{intervention_id}/edit", "/interventions/{intervention_id}/outcome", "/interventions/{intervention_id}/reject", "/interventions/{intervention_id}/resend",
            "/me", "/missed_payments", "/model/alerts", "/model/curves", "/model/drift", "/model/fairness", "/model/performance", "/models", "/models/history", "/models/roles/{role}", "/models/rollback",
            "/models/{version}", "/models/{version}/promote", "/models/{version}/rollback", "/objections", "/opt_outs", "/policy", "/policy/confirm", "/policy/propose", "/policy/reject", "/portfolio", "/predict",
            "/stats", "/transactions",
        ];
        Assert.Equal(expected, paths.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        var post = paths.GetProperty("/transactions").GetProperty("post");
        Assert.Equal(["200", "400", "401", "403", "408", "413", "415", "429", "503"], post.GetProperty("responses").EnumerateObject().Select(r => r.Name));
        Assert.Equal("bearer", post.GetProperty("security")[0].EnumerateObject().Single().Name);
        Assert.Equal("http", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("type").GetString());
        Assert.Equal(["application/json", "application/x-ndjson"], post.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(c => c.Name));
        Assert.Contains("gzip, br, deflate", post.GetProperty("requestBody").GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal("t-1", post.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example").GetProperty("transaction_id").GetString());
        var limit = paths.GetProperty("/customer/{id}/history").GetProperty("get").GetProperty("parameters").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "limit");
        Assert.Equal("integer", limit.GetProperty("schema").GetProperty("type").GetString());
        Assert.Equal(1000, limit.GetProperty("schema").GetProperty("maximum").GetInt32());
        Assert.Contains("Calibrated probability", document.GetProperty("components").GetProperty("schemas").GetProperty("Prediction").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("risk_score", document.GetProperty("components").GetProperty("schemas").GetProperty("Prediction").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_parameter_of_a_path_has_an_example_of_its_own()
    {
        var (_, document) = await _gateway.GetAsync("/openapi/v1.json");
        var parameters = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject())
            .SelectMany(o => o.Value.TryGetProperty("parameters", out var some) ? some.EnumerateArray() : default)
            .Where(p => p.GetProperty("in").GetString() == "path").ToList();

        Assert.NotEmpty(parameters);
        Assert.All(parameters, p => Assert.NotEmpty(p.GetProperty("example").GetString()!));
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_and_that_errors_are_problems()
    {
        var (_, document) = await _gateway.GetAsync("/openapi/v1.json");
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => (Path: p.Name, Operation: o.Value))).ToList();

        Assert.NotEmpty(operations);
        foreach (var (path, operation) in operations)
        {
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            foreach (var response in operation.GetProperty("responses").EnumerateObject().Where(r => r.Name[0] is '4' or '5'))
            {
                // A gateway that is not ready answers the question for its health all the same.
                var expected = path.StartsWith("/health", StringComparison.Ordinal) && response.Name == "503" ? "application/json" : "application/problem+json";
                Assert.Equal((path, response.Name, expected), (path, response.Name, Assert.Single(response.Value.GetProperty("content").EnumerateObject()).Name));
            }
        }
    }

    [Fact]
    public async Task Numbers_are_numbers_and_descriptions_are_words()
    {
        var (_, document) = await _gateway.GetAsync("/openapi/v1.json");
        var (types, descriptions) = (0, 0);
        Visit(document, "");
        Assert.True(types > 100 && descriptions > 50, $"{types} types, {descriptions} descriptions");

        void Visit(JsonElement element, string path)
        {
            if (element.ValueKind is JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                    Visit(item, path);
            }

            if (element.ValueKind is not JsonValueKind.Object)
                return;
            foreach (var member in element.EnumerateObject())
            {
                var place = $"{path}/{member.Name}";
                if (member.Name == "type" && member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Array)
                {
                    types++;
                    var text = member.Value.GetRawText();
                    Assert.False(text.Contains("string", StringComparison.Ordinal) && NumberType().IsMatch(text), $"{place}: {text}");
                }

                if (member.Name is "description" or "summary" && member.Value.ValueKind is JsonValueKind.String)
                {
                    descriptions++;
                    Assert.DoesNotMatch(Code(), $"{place}: {member.Value.GetString()}");
                }

                Visit(member.Value, place);
            }
        }
    }

    [Theory]
    [InlineData("In the unit of double? ReasonDocument.Observed.")]
    [InlineData("Said above double FeatureDescription.Neutral.")]
    [InlineData("See <see cref=\"P:Some.Thing\"/>.")]
    public void Code_in_a_description_is_noticed(string description) => Assert.Matches(Code(), description);

    [GeneratedRegex("number|integer", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberType();

    // A dotted name, a keyword of a type with what it types, or a tag of a docstring.
    [GeneratedRegex(@"\b[A-Z]\w*\.[A-Z]\w*|\b(double|int|long|bool|string|decimal)\??\s+[A-Z]|</?see|cref", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
