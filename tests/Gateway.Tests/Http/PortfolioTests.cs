using System.Text.Json;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Http;

public sealed class PortfolioTests : IAsyncLifetime
{
    private readonly MemoryService _service = new();
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(_service);
        Live(1, "Ana Ruiz", "mass", "north", (10, 0.02, RiskLevel.Low), (0.5, 0.9, RiskLevel.Critical));
        Live(2, "Bo Chen", "mass", "south", (10, 0.7, RiskLevel.High), (3, 0.3, RiskLevel.Medium));
        Live(3, "Ana López", "young", "south", (2, 0.05, RiskLevel.Low));
        Live(4, null, null, null, (20, 1, RiskLevel.Critical));
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Customers_by_level_are_counted_now_a_day_ago_and_a_week_ago()
    {
        var (status, answer) = await _gateway.GetAsync("/portfolio");

        Assert.Equal(200, status);
        Assert.Equal(["LOW 1 2 1", "MEDIUM 1 1 0", "HIGH 0 0 1", "CRITICAL 2 1 1"], answer.GetProperty("levels").EnumerateArray().Select(level =>
            $"{level.GetProperty("risk_level")} {level.GetProperty("customers")} {level.GetProperty("day_ago")} {level.GetProperty("week_ago")}"));
        Assert.Equal(4, answer.GetProperty("customers").GetInt32());
        Assert.Equal(91, answer.GetProperty("trend").GetArrayLength());
        Assert.Equal((0.9 + 0.3 + 0.05 + 1) / 4, answer.GetProperty("trend")[90].GetProperty("average_risk").GetDouble(), 12);
        Assert.Equal(["mass", "young"], Texts(answer.GetProperty("segments")));
        Assert.Equal(["north", "south"], Texts(answer.GetProperty("regions")));
    }

    [Fact]
    public async Task Every_customer_is_in_one_bin()
    {
        var (_, answer) = await _gateway.GetAsync("/portfolio");

        var bins = answer.GetProperty("distribution").EnumerateArray().Select(bin => bin.GetProperty("customers").GetInt32()).ToArray();
        Assert.Equal(20, bins.Length);
        Assert.Equal((1, 1, 1, 1, 4), (bins[1], bins[6], bins[18], bins[19], bins.Sum()));
    }

    [Fact]
    public async Task A_segment_and_a_region_leave_only_their_customers()
    {
        var (_, mass) = await _gateway.GetAsync("/portfolio?segment=mass");
        var (_, both) = await _gateway.GetAsync("/portfolio?segment=mass&region=south");

        Assert.Equal((2, 1), (mass.GetProperty("customers").GetInt32(), both.GetProperty("customers").GetInt32()));
    }

    [Fact]
    public async Task Families_are_of_those_at_risk_that_can_be_explained()
    {
        _service.Add("c1");

        var (_, answer) = await _gateway.GetAsync("/portfolio");

        Assert.Equal(1, answer.GetProperty("explained").GetInt32());
        Assert.Equal(1, answer.GetProperty("families").EnumerateArray().Sum(family => family.GetProperty("share").GetDouble()), 9);
        Assert.Equal(1, answer.GetProperty("families").EnumerateArray().Sum(family => family.GetProperty("customers").GetInt32()));
    }

    [Theory]
    [InlineData("", "c4 c1 c2 c3")]
    [InlineData("search=ANA", "c1 c3")]
    [InlineData("search=c2", "c2")]
    [InlineData("search=lopez", "c3")]
    [InlineData("search=L%C3%93PEZ", "c3")]
    [InlineData("search=a%20l%C3%B2", "c3")]
    [InlineData("level=critical", "c4 c1")]
    [InlineData("region=south&segment=young", "c3")]
    [InlineData("min_score=0.3&max_score=0.9", "c2")]
    [InlineData("min_score=0.9&max_score=1", "c4 c1")]
    [InlineData("moved_within=1d", "c1")]
    [InlineData("moved_within=7d", "c1 c2 c3")]
    [InlineData("moved_within=7d&moved_level=HIGH", "c2")]
    [InlineData("moved_within=7d&moved_level=critical", "c1")]
    [InlineData("moved_within=7d&moved_level=LOW&level=CRITICAL", "c1")]
    [InlineData("sort=rise_7d", "c1 c4 c2")]
    [InlineData("sort=fall_7d", "c2 c4 c1")]
    [InlineData("sort=customer_id", "c1 c2 c3 c4")]
    public async Task Customers_are_found(string query, string expected)
    {
        var (status, answer) = await _gateway.GetAsync($"/customers?{query}");

        Assert.Equal(200, status);
        Assert.Equal(expected, string.Join(' ', Ids(answer)));
        Assert.Equal(expected.Split(' ').Length, answer.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("1d", "day_ago")]
    [InlineData("7d", "week_ago")]
    public async Task The_change_of_a_level_is_who_came_to_it_less_who_left_it(string within, string before)
    {
        var (_, portfolio) = await _gateway.GetAsync("/portfolio");

        foreach (var standing in portfolio.GetProperty("levels").EnumerateArray())
        {
            var level = standing.GetProperty("risk_level").GetString()!;
            var (_, moved) = await _gateway.GetAsync($"/customers?moved_within={within}&moved_level={level}");
            var came = moved.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("risk_level").GetString() == level);
            // One who has a score for the first time came as well.
            Assert.Equal(standing.GetProperty("customers").GetInt32() - standing.GetProperty(before).GetInt32(), came - (moved.GetProperty("total").GetInt32() - came));
        }
    }

    [Fact]
    public async Task A_long_list_comes_in_parts()
    {
        var (_, first) = await _gateway.GetAsync("/customers?limit=3");
        var (_, rest) = await _gateway.GetAsync($"/customers?limit=3&offset={first.GetProperty("next_offset")}");

        Assert.Equal(["c4", "c1", "c2", "c3"], [.. Ids(first), .. Ids(rest)]);
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next_offset").ValueKind);
    }

    [Theory]
    [InlineData("sort=worst", "sort", "must be one of risk, rise_1d, rise_7d, fall_1d, fall_7d, customer_id")]
    [InlineData("min_score=2", "min_score", "must be a number from 0 to 1")]
    [InlineData("moved_within=2d", "moved_within", "must be one of 1d, 7d")]
    [InlineData("moved_level=HIGH", "moved_level", "goes with moved_within, which says since when")]
    [InlineData("moved_within=7d&moved_level=worst", "moved_level", "must be one of LOW, MEDIUM, HIGH, CRITICAL")]
    [InlineData("family=weather", "family", "must be one of income, balance, spending, payments, cash, credit, anomalies, trends")]
    [InlineData("level=worst", "level", "must be one of LOW, MEDIUM, HIGH, CRITICAL")]
    public async Task What_is_wrong_with_a_condition_is_named(string query, string field, string rule)
    {
        var (status, problem) = await _gateway.GetAsync($"/customers?{query}");

        var error = Assert.Single(problem.GetProperty("errors").EnumerateArray());
        Assert.Equal((400, field, rule), (status, error.GetProperty("field").GetString(), error.GetProperty("rule").GetString()));
    }

    private static IEnumerable<string> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("customer_id").GetString()!);

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(item => item.GetString()!);

    private void Live(int no, string? name, string? segment, string? region, params (double DaysAgo, double Probability, RiskLevel Level)[] scores)
    {
        var unit = new CommitUnit();
        unit.NewCustomers.Add(new NewCustomer(no, $"c{no}"));
        if (name is not null)
            unit.Profiles.Add(new ProfileEntry(no, new CustomerProfile { Name = name, Segment = segment, Region = region }));
        unit.Scores.AddRange(scores.Select(s => new ScoreEntry(no, new ScorePoint(MemoryService.Noon.AddDays(-s.DaysAgo), s.Probability, s.Level))));
        _gateway.History.Commit(new CommitBatch([unit], _gateway.History.ReadTotals()));
    }
}
