using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Gateway.Watching;
using PreDelinquency.Storage;

namespace PreDelinquency.Gateway.Tests.Watching;

/// <summary>What a store finds and adds up by itself, held against what one machine finds in its memory.</summary>
public sealed class StoredPortfolioTests(LivedCustomers customers) : IClassFixture<LivedCustomers>
{
    private static readonly DateTimeOffset Now = MemoryService.Noon;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null)]
    [InlineData("mass", null)]
    [InlineData(null, "south")]
    [InlineData("young", "north")]
    [InlineData("nobody's", null)]
    public async Task The_figures_are_those_of_all_customers(string? segment, string? region)
    {
        var held = (await Held().LookAsync(Stop)).ToDocument(segment, region);
        var stored = (await Stored().LookAsync(Stop)).ToDocument(segment, region);

        Assert.Equivalent(held, stored, strict: true);
        Assert.Equal(segment == "nobody's", stored.Customers == 0);
    }

    public static TheoryData<string> Searches => new(
        "", "level=HIGH", "search=ANA", "search=c1", "search=0%_\\", "search=' OR true --", "search=lopez", "search=Ána l", "search=sorensen", "search=strasse", "search=AEGIR", "search=josé", "segment=mass", "region=south&segment=young", "least=0.3&below=0.8", "below=1", "moved=1d", "moved=7d", "moved=7d&of=HIGH", "moved=1d&of=LOW", "moved=7d&of=LOW&level=MEDIUM",
        "sort=rise_1d", "sort=rise_7d", "sort=fall_1d", "sort=fall_7d", "sort=customer_id", "moved=7d&sort=rise_1d&level=LOW", "moved=1d&sort=fall_7d&search=ana&segment=mass", "family=income", "family=trends&sort=rise_7d");

    [Theory]
    [MemberData(nameof(Searches))]
    public async Task The_same_customers_are_found(string search)
    {
        var conditions = Conditions(search);
        var all = await Held().FindAsync(conditions, 0, LivedCustomers.Count, Stop);
        var parts = new List<FoundCustomers>();
        for (var skip = 0; skip < Math.Max(all.Total, 1); skip += 7)
            parts.Add(await Stored().FindAsync(conditions, skip, 7, Stop));

        Assert.Equal(all.Customers, parts.SelectMany(part => part.Customers));
        Assert.All(parts, part => Assert.Equal(all.Total, part.Total));
        Assert.Equal(all.Total, (await Stored().FindAsync(conditions, all.Total + 1, 7, Stop)).Total);
    }

    [Fact]
    public async Task Who_was_judged_since_but_hardly_otherwise_stands_by_the_latest_judgement()
    {
        var commit = new CustomerCommit { CustomerId = "late", AfterVersion = 0, State = new byte[] { 1 }, Summary = new StateSummary(0.315, RiskLevel.Medium, Maturity.Established, Now) };
        commit.Scores.Add(new ScorePoint(Now.AddDays(-3), 0.3, RiskLevel.Medium));
        await using var store = await customers.OpenOwnAsync(Stop);
        await store.CommitAsync(commit, Stop);

        var found = await Stored(store).FindAsync(new CustomerConditions { Search = "late", Sort = "rise_1d" }, 0, 10, Stop);

        var customer = Assert.Single(found.Customers);
        Assert.Equal((0.315, Now.AddDays(-3)), (customer.Latest.Probability, customer.Latest.At));
        Assert.Equal((0.315, null), (customer.DayAgo!.Value.Probability, customer.WeekAgo));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_no_empty_list()
    {
        var store = await customers.OpenOwnAsync(Stop);
        await store.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => Stored(store).FindAsync(new CustomerConditions(), 0, 10, Stop));
        await Assert.ThrowsAnyAsync<Exception>(() => Stored(store).LookAsync(Stop));
    }

    private static CustomerConditions Conditions(string search)
    {
        var parts = search.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        return new CustomerConditions
        {
            Search = parts.GetValueOrDefault("search"),
            Level = parts.TryGetValue("level", out var level) ? Enum.Parse<RiskLevel>(level, ignoreCase: true) : null,
            Segment = parts.GetValueOrDefault("segment"),
            Region = parts.GetValueOrDefault("region"),
            Family = parts.TryGetValue("family", out var family) ? Enum.Parse<FeatureFamily>(family, ignoreCase: true) : null,
            Least = Number("least", 0),
            Below = Number("below", 1),
            MovedWithin = parts.GetValueOrDefault("moved"),
            MovedLevel = parts.TryGetValue("of", out var moved) ? Enum.Parse<RiskLevel>(moved, ignoreCase: true) : null,
            Sort = parts.GetValueOrDefault("sort"),
        };

        double Number(string name, double absent) => parts.TryGetValue(name, out var text) ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : absent;
    }

    private HeldPortfolio Held() => new(customers.Store, customers.Service, TimeProvider.System);

    private StoredPortfolio Stored() => Stored(customers.Store);

    private StoredPortfolio Stored(PostgresClusterStore store) => new(store, customers.Service, TimeProvider.System);
}
