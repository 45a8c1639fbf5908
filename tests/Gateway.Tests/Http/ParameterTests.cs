using System.Text;
using System.Text.Json;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Http;

public sealed class ParameterTests : IAsyncLifetime
{
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(new MemoryService());

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Every_operation_refuses_a_parameter_that_its_document_does_not_list_and_names_those_that_it_lists()
    {
        var (_, document) = await _gateway.GetAsync("/openapi/v1.json");
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => (Path: p.Name, Method: o.Name, Operation: o.Value))).ToList();

        Assert.NotEmpty(operations);
        foreach (var (path, method, operation) in operations)
        {
            var listed = operation.TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query").Select(p => p.GetProperty("name").GetString()!).ToArray()
                : [];
            var url = path.Replace("{id}", "c1", StringComparison.Ordinal).Replace("{version}", "v1", StringComparison.Ordinal).Replace("{role}", "shadow", StringComparison.Ordinal);

            var (status, problem) = await _gateway.SendAsync(new HttpMethod(method.ToUpperInvariant()), $"{url}?limt=3", Encoding.UTF8.GetBytes("{}"), "application/json");

            Assert.Equal((path, 400), (path, status));
            var error = Assert.Single(problem.GetProperty("errors").EnumerateArray().ToList());
            Assert.Equal("limt", error.GetProperty("field").GetString());
            Assert.Equal(
                $"is not a parameter of {method.ToUpperInvariant()} {url}; it takes {(listed is [] ? "none" : string.Join(", ", listed))}",
                error.GetProperty("rule").GetString());
            Assert.True(operation.GetProperty("responses").TryGetProperty("400", out _), path);
        }
    }

    [Theory]
    [InlineData("/interventions?after_sequence=0&limit=1")]
    [InlineData("/interventions?AFTER_SEQUENCE=0")]
    [InlineData("/high_risk_customers?level=low&limit=1&offset=0")]
    [InlineData("/health")]
    public async Task What_is_listed_is_taken(string path) => Assert.Equal(200, (await _gateway.GetAsync(path)).Status);

    [Fact]
    public async Task What_stands_in_the_path_is_no_parameter()
    {
        var (status, problem) = await _gateway.GetAsync("/customer/c1?id=c2");

        Assert.Equal(400, status);
        Assert.EndsWith("it takes reasons", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_live_feed_keeps_the_parameters_of_its_own_protocol()
    {
        using var response = await _gateway.Http.PostAsync("/hubs/risk/negotiate?negotiateVersion=1", null);

        Assert.True(response.IsSuccessStatusCode);
        Assert.NotEmpty(JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("connectionToken").GetString()!);
    }
}
