using System.Text;
using System.Text.Json;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Http;

public sealed class ParameterTests : IAsyncLifetime
{
    private static readonly string[] Probed = ["/", "/health", "/health/ready", "/health/live"];

    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(new MemoryService());

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Every_operation_but_those_that_are_probed_refuses_a_parameter_that_its_document_does_not_list_and_names_those_that_it_lists()
    {
        var (_, document) = await _gateway.GetAsync("/openapi/v1.json");
        var operations = document.GetProperty("paths").EnumerateObject().Where(p => !Probed.Contains(p.Name)).SelectMany(p => p.Value.EnumerateObject().Select(o => (Path: p.Name, Method: o.Name, Operation: o.Value))).ToList();

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
    public async Task What_probes_add_against_caches_is_passed_over()
    {
        var (_, document) = await _gateway.GetAsync("/openapi/v1.json");
        foreach (var path in Probed)
        {
            Assert.Equal((path, 200), (path, (await _gateway.GetAsync($"{path}?nocache=1")).Status));
            Assert.False(document.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("responses").TryGetProperty("400", out _), path);
        }

        foreach (var path in Probed[..2])
        {
            using var head = new HttpRequestMessage(HttpMethod.Head, $"{path}?nocache=1");
            using var response = await _gateway.Http.SendAsync(head);
            Assert.Equal((path, 200), (path, (int)response.StatusCode));
        }
    }

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
