using System.Text.Json;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Http;

public sealed class RiskTests : IAsyncLifetime
{
    private readonly MemoryService _service = new();
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(_service);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Customers_at_risk_come_by_falling_score_in_pages()
    {
        _service.Customers =
        [
            new CustomerSummary("low", 0.01, RiskLevel.Low, Maturity.Established, MemoryService.Noon),
            new CustomerSummary("high", 0.4, RiskLevel.High, Maturity.Established, MemoryService.Noon),
            new CustomerSummary("critical", 0.8, RiskLevel.Critical, Maturity.Established, null),
            new CustomerSummary("medium", 0.2, RiskLevel.Medium, Maturity.Learning, MemoryService.Noon),
        ];

        var (_, standard) = await _gateway.GetAsync("/high_risk_customers");
        var (_, first) = await _gateway.GetAsync("/high_risk_customers?level=medium&limit=2");
        var (_, second) = await _gateway.GetAsync("/high_risk_customers?level=medium&limit=2&offset=2");

        Assert.Equal(["critical", "high"], Ids(standard));
        Assert.Equal(JsonValueKind.Null, standard.GetProperty("next_offset").ValueKind);
        Assert.Equal(["critical", "high"], Ids(first));
        Assert.Equal(2, first.GetProperty("next_offset").GetInt32());
        Assert.Equal(["medium"], Ids(second));
        Assert.Equal("learning", second.GetProperty("items")[0].GetProperty("maturity").GetString());
    }

    [Fact]
    public async Task Interventions_go_on_where_the_page_before_ended()
    {
        for (var i = 0; i < 5; i++)
            _service.Store($"c{i}", RiskLevel.High);

        var (_, first) = await _gateway.GetAsync("/interventions?limit=3");
        var (_, second) = await _gateway.GetAsync($"/interventions?limit=3&after_sequence={first.GetProperty("next_sequence")}");
        var (_, end) = await _gateway.GetAsync("/interventions?after_sequence=5");

        Assert.Equal([1, 2, 3], first.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("sequence").GetInt32()));
        Assert.Equal([4, 5], second.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("sequence").GetInt32()));
        Assert.Equal(0, end.GetProperty("items").GetArrayLength());
        Assert.Equal(5, end.GetProperty("next_sequence").GetInt64());
        var item = first.GetProperty("items")[0];
        Assert.Equal("proactive_support", item.GetProperty("kind").GetString());
        Assert.Equal("income_late", item.GetProperty("driver").GetString());
        Assert.Equal("HIGH", item.GetProperty("risk_level").GetString());
        Assert.Equal("sms", item.GetProperty("channel").GetString());
    }

    [Theory]
    [InlineData("/high_risk_customers?level=AWFUL", "level")]
    [InlineData("/high_risk_customers?limit=1001", "limit")]
    [InlineData("/high_risk_customers?limit=ten", "limit")]
    [InlineData("/high_risk_customers?offset=-1", "offset")]
    [InlineData("/interventions?limit=0", "limit")]
    [InlineData("/interventions?after_sequence=-1", "after_sequence")]
    [InlineData("/interventions?after_sequence=1.5", "after_sequence")]
    public async Task A_wrong_parameter_is_named_with_its_rule(string path, string field)
    {
        var (status, problem) = await _gateway.GetAsync(path);

        Assert.Equal(400, status);
        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.StartsWith("must be", problem.GetProperty("errors")[0].GetProperty("rule").GetString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("customer_id").GetString());

    [Fact]
    public async Task A_sequence_from_the_future_is_refused_and_the_latest_is_not()
    {
        var latest = _service.Commit("c1", RiskLevel.High).Sequence;

        var (refused, problem) = await _gateway.GetAsync($"/interventions?after_sequence={latest + 1}");
        var (taken, _) = await _gateway.GetAsync($"/interventions?after_sequence={latest}");

        Assert.Equal((400, 200), (refused, taken));
        Assert.Equal("after_sequence", problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }
}
