using System.Text;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Http;

public sealed class PredictTests : IAsyncLifetime
{
    private readonly MemoryService _service = new();
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _service.Add("c1");
        _service.Add("c2");
        _gateway = await RunningGateway.StartAsync(_service);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_known_customer_gets_exactly_the_documented_fields()
    {
        var (status, prediction) = await _gateway.PostAsync("/predict", """{"customer_id":"c1"}""");

        Assert.Equal(200, status);
        Assert.Equal(
            ["customer_id", "risk_score", "risk_level", "maturity", "reasons", "base_value", "model_version", "scored_at", "shadow"],
            prediction.EnumerateObject().Select(p => p.Name));
        Assert.Equal("c1", prediction.GetProperty("customer_id").GetString());
        Assert.Equal("established", prediction.GetProperty("maturity").GetString());
        Assert.Contains(prediction.GetProperty("risk_level").GetString(), new[] { "LOW", "MEDIUM", "HIGH", "CRITICAL" });
        Assert.Equal(FeatureCatalogue.Count, prediction.GetProperty("reasons").GetArrayLength());
        Assert.Equal(
            ["feature", "value", "baseline", "contribution", "text", "observed", "usual"],
            prediction.GetProperty("reasons")[0].EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task What_is_not_known_is_null_and_not_a_number_that_json_lacks()
    {
        var (_, prediction) = await _gateway.PostAsync("/predict", """{"customer_id":"c1"}""");

        var unknown = prediction.GetProperty("reasons").EnumerateArray().Single(r => r.GetProperty("feature").GetString() == FeatureCatalogue.All[0].Name);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, unknown.GetProperty("value").ValueKind);
    }

    [Fact]
    public async Task As_many_reasons_are_shown_as_asked_for()
    {
        var (_, prediction) = await _gateway.PostAsync("/predict?reasons=3", """{"customer_id":"c1"}""");
        var (status, problem) = await _gateway.PostAsync("/predict?reasons=many", """{"customer_id":"c1"}""");

        Assert.Equal(3, prediction.GetProperty("reasons").GetArrayLength());
        Assert.Equal(400, status);
        Assert.Equal("reasons", problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_what_if_scores_the_features_by_name()
    {
        var name = FeatureCatalogue.All[^1].Name;
        var vector = new double[FeatureCatalogue.Count];
        Array.Fill(vector, double.NaN);
        vector[^1] = 2.5;

        var (status, prediction) = await _gateway.PostAsync("/predict", $$$"""{"features":{"{{{name}}}":2.5,"{{{FeatureCatalogue.All[0].Name}}}":null}}""");

        Assert.Equal(200, status);
        Assert.Equal(ShippedModel.Bundle.Assess(vector, MemoryService.Noon).Score.Probability, prediction.GetProperty("risk_score").GetDouble());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, prediction.GetProperty("customer_id").ValueKind);
    }

    [Fact]
    public async Task A_what_if_for_a_customer_changes_the_named_features_and_no_others()
    {
        var (_, now) = await _gateway.PostAsync("/predict", """{"customer_id":"c1"}""");
        var (status, same) = await _gateway.PostAsync("/predict", """{"customer_id":"c1","features":{}}""");
        var name = FeatureCatalogue.All[^1].Name;
        var (_, other) = await _gateway.PostAsync("/predict", $$$"""{"customer_id":"c1","features":{"{{{name}}}":4}}""");

        Assert.Equal(200, status);
        Assert.Equal(now.GetProperty("risk_score").GetDouble(), same.GetProperty("risk_score").GetDouble());
        Assert.Equal("c1", other.GetProperty("customer_id").GetString());
        var values = now.GetProperty("reasons").EnumerateArray().ToDictionary(r => r.GetProperty("feature").GetString()!, r => r.GetProperty("value").ToString());
        var changed = other.GetProperty("reasons").EnumerateArray().ToDictionary(r => r.GetProperty("feature").GetString()!, r => r.GetProperty("value").ToString());
        Assert.Equal([name], values.Keys.Where(k => values[k] != changed[k]));
        Assert.Equal("4", changed[name]);
    }

    [Theory]
    [InlineData("", 400, "body")]
    [InlineData("[]x", 400, "body")]
    [InlineData("null", 400, null)]
    [InlineData("{}", 400, "body")]
    [InlineData("""{"customer_id":null}""", 400, "body")]
    [InlineData("""{"customer_id":"c1","features":{"no_such":1}}""", 400, "features.no_such")]
    [InlineData("""{"customer_id":"nobody","features":{}}""", 404, null)]
    [InlineData("""{"customer_id":"nobody"}""", 404, null)]
    [InlineData("""{"customer_id":"../../etc"}""", 400, "customer_id")]
    [InlineData("""{"customer_id":""}""", 400, "customer_id")]
    [InlineData("""{"customer_id":7}""", 400, "customer_id")]
    [InlineData("""{"customer_id":"c1"}}""", 400, "body")]
    [InlineData("""{"customer":"c1"}""", 400, "customer")]
    [InlineData("""{"features":{"no_such":1}}""", 400, "features.no_such")]
    [InlineData("""{"features":{"no_such":"1"}}""", 400, "features.no_such")]
    [InlineData("""{"features":[1]}""", 400, "features")]
    public async Task What_is_wrong_is_named(string body, int expected, string? field)
    {
        var (status, problem) = await _gateway.PostAsync("/predict", body);

        Assert.Equal(expected, status);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        if (field is not null)
            Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.DoesNotContain("PreDelinquency.", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_media_type_is_refused()
    {
        var (status, problem) = await _gateway.PostAsync("/predict", """{"customer_id":"c1"}""", "text/plain");

        Assert.Equal(415, status);
        Assert.Contains("text/plain", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_keeps_its_order_and_names_who_is_unknown()
    {
        var (status, batch) = await _gateway.PostAsync("/batch_predict?reasons=1", """{"customer_ids":["c2","nobody","c1"]}""");

        Assert.Equal(200, status);
        Assert.Equal(1, batch.GetProperty("not_found").GetInt32());
        var items = batch.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["c2", "nobody", "c1"], items.Select(i => i.GetProperty("customer_id").GetString()));
        Assert.Equal("c2", items[0].GetProperty("prediction").GetProperty("customer_id").GetString());
        Assert.Equal("not found", items[1].GetProperty("error").GetString());
        Assert.Equal(1, items[2].GetProperty("prediction").GetProperty("reasons").GetArrayLength());
    }

    [Fact]
    public async Task Items_of_a_batch_that_cannot_be_scored_say_why_and_the_others_are_scored()
    {
        _service.Refused = "c2";

        var (status, batch) = await _gateway.PostAsync("/batch_predict", """{"customer_ids":["c 1","c2",null,"nobody","c1"]}""");

        Assert.Equal(200, status);
        var items = batch.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(
            [
                "customer_ids[0] must be 1 to 64 characters of letters, digits and -_.:, not \"c 1\"",
                "c2 is damaged.",
                "customer_ids[2] must be 1 to 64 characters of letters, digits and -_.:, not null",
                "not found",
                null,
            ],
            items.Select(i => i.GetProperty("error").GetString()));
        Assert.Equal(["c 1", "c2", null, "nobody", "c1"], items.Select(i => i.GetProperty("customer_id").GetString()));
        Assert.Equal("c1", items[4].GetProperty("prediction").GetProperty("customer_id").GetString());
        Assert.Equal((2, 1, 1), (batch.GetProperty("invalid").GetInt32(), batch.GetProperty("not_found").GetInt32(), batch.GetProperty("unavailable").GetInt32()));
    }

    [Theory]
    [InlineData("{}", "customer_ids")]
    [InlineData("""{"customer_ids":[]}""", "customer_ids")]
    [InlineData("""{"customer_ids":["c 1",null]}""", "customer_ids[0]")]
    [InlineData("""{"customer_ids":["c1",7]}""", "customer_ids[1]")]
    [InlineData("""{"customer_ids":"c1"}""", "customer_ids")]
    public async Task A_wrong_batch_is_named(string body, string field)
    {
        var (status, problem) = await _gateway.PostAsync("/batch_predict", body);

        Assert.Equal(400, status);
        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_batch_of_more_than_a_thousand_is_refused()
    {
        var (status, _) = await _gateway.PostAsync("/batch_predict", $$"""{"customer_ids":[{{string.Join(',', Enumerable.Repeat("\"c1\"", 1001))}}]}""");

        Assert.Equal(400, status);
    }

    [Fact]
    public async Task A_service_that_cannot_answer_now_says_so_and_when_to_come_back()
    {
        _service.Failure = new ServiceUnavailableException("The store cannot be read now.");

        using var response = await _gateway.Http.PostAsync("/predict", new StringContent("""{"customer_id":"c1"}""", System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(503, (int)response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Contains("The store cannot be read now.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_inside_says_nothing_of_the_inside()
    {
        _service.Failure = new InvalidOperationException("secret");

        var (status, problem) = await _gateway.PostAsync("/predict", """{"customer_id":"c1"}""");

        Assert.Equal(500, status);
        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/predict")]
    [InlineData("POST", "/batch_predict")]
    [InlineData("PUT", "/customer/c1/profile")]
    public async Task A_document_that_is_too_long_is_refused(string method, string path)
    {
        var (status, problem) = await _gateway.SendAsync(new HttpMethod(method), path, Encoding.UTF8.GetBytes("{" + new string(' ', (int)RequestBody.LongestDocumentBytes) + "}"), "application/json");

        Assert.Equal(413, status);
        Assert.Contains("262144", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_what_if_that_is_not_finite_is_refused_by_name()
    {
        var name = FeatureCatalogue.All[0].Name;

        var (status, problem) = await _gateway.PostAsync("/predict", $$$"""{"features":{"{{{name}}}":1e400}}""");

        Assert.Equal(400, status);
        Assert.Equal($"features.{name}", problem.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.Equal("must be a finite number", problem.GetProperty("errors")[0].GetProperty("rule").GetString());
    }

    [Theory]
    [InlineData("bills_income_share", "-4", "must be from 0 to 5 (share), not -4")]
    [InlineData("late_payment_share", "1.5", "must be from 0 to 1 (share), not 1.5")]
    [InlineData("overdrawn_days_30d", "31", "must be a whole number from 0 to 30 (days), not 31")]
    [InlineData("overdrawn_days_30d", "15.5", "must be a whole number from 0 to 30 (days), not 15.5")]
    [InlineData("failed_payments_7d", "-1", "must be a whole number from 0 to 14680057 (payments), not -1")]
    public async Task A_what_if_that_no_history_leads_to_is_refused_with_value_and_range(string feature, string value, string rule)
    {
        foreach (var body in new[] { $$$"""{"features":{"{{{feature}}}":{{{value}}}}}""", $$$"""{"customer_id":"c1","features":{"{{{feature}}}":{{{value}}}}}""" })
        {
            var (status, problem) = await _gateway.PostAsync("/predict", body);

            Assert.Equal((400, $"features.{feature} {rule}"), (status, problem.GetProperty("detail").GetString()));
            Assert.Equal(($"features.{feature}", rule), (problem.GetProperty("errors")[0].GetProperty("field").GetString(), problem.GetProperty("errors")[0].GetProperty("rule").GetString()));
        }
    }

    [Fact]
    public async Task A_what_if_that_is_impossible_for_this_customer_is_refused_with_what_is_usual()
    {
        _service.Readings = [.. FeatureCatalogue.All.Select(f => f.Name == "late_payments_30d" ? new Reading(-0.25, 0, 0.25) : Reading.Plain(f.Neutral))];

        var (bare, _) = await _gateway.PostAsync("/predict", """{"features":{"late_payments_30d":-5}}""");
        var (fewest, _) = await _gateway.PostAsync("/predict", """{"customer_id":"c1","features":{"late_payments_30d":-0.25}}""");
        var (status, problem) = await _gateway.PostAsync("/predict", """{"customer_id":"c1","features":{"late_payments_30d":-5}}""");

        Assert.Equal((200, 200, 400), (bare, fewest, status));
        Assert.Equal("features.late_payments_30d must be a whole number less 0.25, from -0.25 to 62914529.75 (payments) for this customer, for whom 0.25 is usual, not -5", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task The_range_of_every_feature_is_told()
    {
        var (_, page) = await _gateway.GetAsync("/features");

        var told = page.GetProperty("items").EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!, f => string.Join(' ', new[] { "least", "most", "least_observed", "most_observed", "whole", "whole_observed" }.Select(end => f.GetProperty(end).GetRawText())));
        Assert.Equal("-5 5 null null false false", told["balance_gap"]);
        Assert.Equal("0 14680057 null null true false", told["failed_payments_7d"]);
        Assert.Equal("-62914530 62914530 0 62914530 false true", told["late_payments_30d"]);
        Assert.Equal("-1 1 0 1 false false", told["night_share_change"]);
    }
}
