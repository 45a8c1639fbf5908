using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Tests;

public sealed class ShardRollUpTests
{
    private static readonly DateTimeOffset Start = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Figures_and_lists_are_those_of_a_recount_whatever_the_order_of_reports_and_however_often_they_come(int seed)
    {
        var random = new Random(seed);
        var reports = Reports(random);
        var latest = reports.GroupBy(r => r.CustomerId).Select(g => g.MaxBy(r => r.Version)).ToList();
        var rollUp = new ShardRollUp(0, new MemoryClusterStore());
        List<ListedCustomer> sent = [.. reports, .. reports.Where(_ => random.Next(3) == 0)];
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sent));

        foreach (var some in sent.Chunk(random.Next(1, 20)))
            rollUp.Report(some);

        IsRecountOf(latest, rollUp.Figures);
        foreach (var level in Enum.GetValues<RiskLevel>())
            Assert.Equal(Recounted(latest, level, 7), await rollUp.ReadHighRiskAsync(level, 7, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Shards_add_up_to_the_figures_of_all()
    {
        var latest = Reports(new Random(9)).GroupBy(r => r.CustomerId).Select(g => g.MaxBy(r => r.Version)).ToList();
        var rollUps = Enumerable.Range(0, 4).Select(shard => new ShardRollUp(shard, new MemoryClusterStore())).ToList();
        foreach (var customer in latest)
            rollUps[Shards.Of(customer.CustomerId) % 4].Report([customer]);

        IsRecountOf(latest, rollUps.Aggregate(ShardFigures.Empty, (sum, rollUp) => sum + rollUp.Figures));
    }

    [Fact]
    public async Task What_a_lost_report_would_have_told_is_read_from_the_store_and_undoes_no_later_report()
    {
        var cluster = new LocalCluster(Models.Nervous) { CrashesBeforeReport = () => true };
        foreach (var transaction in Lives.OfEight)
            await cluster.IngestAsync(transaction.CustomerId, [transaction], TestContext.Current.CancellationToken);
        var listed = Lives.OfEight.Select(t => t.CustomerId).Distinct().ToDictionary(id => id, id => cluster.Store.Stored(id));
        Assert.Empty(cluster.Reported);

        var sum = ShardFigures.Empty;
        for (var shard = 0; shard < Shards.Count; shard++)
        {
            var rollUp = new ShardRollUp(shard, cluster.Store);
            foreach (var (id, stored) in listed.Where(l => Shards.Of(l.Key) == shard))
            {
                rollUp.Report([new ListedCustomer(id, stored.Version + 1, stored.Summary with { Level = RiskLevel.Critical })]);
                rollUp.Report([new ListedCustomer(id, stored.Version - 1, stored.Summary with { Level = RiskLevel.Low })]);
            }

            await rollUp.LoadAsync(TestContext.Current.CancellationToken);
            sum += rollUp.Figures;
        }

        Assert.Equal((8, 8, 0), (sum.Sums.Customers, sum.Sums.Critical, sum.Sums.Low));
        await cluster.View.RefreshAsync(TestContext.Current.CancellationToken);
        IsRecountOf([.. listed.Select(l => new ListedCustomer(l.Key, l.Value.Version, l.Value.Summary))], cluster.View.Figures);
    }

    [Fact]
    public async Task Until_a_shard_was_read_the_store_answers_and_then_what_was_reported_meanwhile_counts()
    {
        var stop = TestContext.Current.CancellationToken;
        var store = new MemoryClusterStore();
        for (var i = 0; i < 20; i++)
        {
            await store.CommitAsync(
                new CustomerCommit { CustomerId = $"c{i}", AfterVersion = 0, State = new byte[] { 1 }, Summary = new StateSummary(i / 20.0, (RiskLevel)(i % 4), Maturity.Established, Start.AddHours(i)) }, stop);
        }

        var shard = Shards.Of("c7");
        var listed = (await store.ReadShardAsync(shard, "", 100, stop)).ToList();
        var rollUp = new ShardRollUp(shard, store, page: 1);
        await rollUp.BeginAsync(stop);
        Assert.False(rollUp.IsWhole);

        rollUp.Report([new ListedCustomer("c7", 2, new StateSummary(0.99, RiskLevel.Critical, Maturity.Established, Start))]);
        Assert.Equal((listed.Count, listed.Count(c => c.Summary.Level == RiskLevel.Critical)), (rollUp.Figures.Sums.Customers, rollUp.Figures.Sums.Critical));
        Assert.Equal(Recounted(listed, RiskLevel.Low, 7), await rollUp.ReadHighRiskAsync(RiskLevel.Low, 7, stop));

        await rollUp.LoadAsync(stop);
        Assert.True(rollUp.IsWhole);
        Assert.Equal(listed.Count(c => c.Summary.Level == RiskLevel.Critical || c.CustomerId == "c7"), rollUp.Figures.Sums.Critical);
        Assert.Equal("c7", (await rollUp.ReadHighRiskAsync(RiskLevel.Low, 7, stop))[0].CustomerId);
    }

    [Fact]
    public async Task A_shard_of_few_customers_is_read_when_it_begins_and_at_one_go()
    {
        var stop = TestContext.Current.CancellationToken;
        var store = new MemoryClusterStore();
        await store.CommitAsync(new CustomerCommit { CustomerId = "c7", AfterVersion = 0, State = new byte[] { 1 }, Summary = new StateSummary(0.5, RiskLevel.High, Maturity.Established, Start) }, stop);
        var calls = new List<StoreCallKind>();
        store.Before = call =>
        {
            calls.Add(call.Kind);
            return Task.CompletedTask;
        };
        var rollUp = new ShardRollUp(Shards.Of("c7"), store);

        await rollUp.BeginAsync(stop);

        Assert.True(rollUp.IsWhole);
        Assert.Equal((1, 1), (rollUp.Figures.Sums.Customers, rollUp.Figures.Sums.High));
        Assert.Equal([StoreCallKind.ReadShard], calls);
    }

    [Fact]
    public void One_customer_that_runs_ahead_does_not_move_the_front()
    {
        var rollUp = new ShardRollUp(0, new MemoryClusterStore());
        for (var i = 0; i < 3; i++)
            rollUp.Report([Customer($"c{i}", 1, Start.AddHours(i))]);
        Assert.Equal(Start.ToUnixTimeMilliseconds(), rollUp.Figures.FrontMs);

        for (var version = 1; version < 10; version++)
            rollUp.Report([Customer("mad", version, Start.AddYears(version))]);

        Assert.Equal(Start.AddYears(9).ToUnixTimeMilliseconds(), rollUp.Figures.LatestMs);
        Assert.Equal(Start.AddHours(1).ToUnixTimeMilliseconds(), rollUp.Figures.FrontMs);
    }

    private static List<ListedCustomer> Reports(Random random)
    {
        var reports = new List<ListedCustomer>();
        for (var c = 0; c < 40; c++)
        {
            var latest = Start.AddMinutes(random.Next(100_000));
            for (var version = 1; version <= random.Next(1, 6); version++)
            {
                latest = latest.AddMinutes(random.Next(1000));
                var level = (RiskLevel)random.Next(4);

                // Few probabilities, so that some are equal; and some are known by a profile only.
                reports.Add(new ListedCustomer($"c{c:00}", version, version == 1 && random.Next(5) == 0
                    ? default
                    : new StateSummary(random.Next(20) / 20.0, level, Maturity.Established, latest)));
            }
        }

        return reports;
    }

    private static void IsRecountOf(List<ListedCustomer> customers, ShardFigures figures)
    {
        var scored = customers.Where(c => c.Summary.LatestEvent is not null).ToList();
        var byTime = scored.Select(c => c.Summary.LatestEvent!.Value.ToUnixTimeMilliseconds()).OrderDescending().ToList();
        Assert.Equal(
            new RiskSums
            {
                Customers = customers.Count,
                Low = Count(RiskLevel.Low),
                Medium = Count(RiskLevel.Medium),
                High = Count(RiskLevel.High),
                Critical = Count(RiskLevel.Critical),
                Scored = scored.Count,
                ProbabilitySumE9 = scored.Sum(c => (long)(c.Summary.Probability * 1e9)),
            },
            figures.Sums);
        Assert.Equal(byTime.Take(3), figures.Furthest.Select(f => f.Ms));
        Assert.Equal((byTime[0], byTime[2]), (figures.LatestMs, figures.FrontMs));

        long Count(RiskLevel level) => customers.Count(c => c.Summary.Level == level);
    }

    private static List<CustomerSummary> Recounted(List<ListedCustomer> customers, RiskLevel level, int limit) =>
    [
        .. customers.Where(c => c.Summary.LatestEvent is not null && c.Summary.Level >= level)
            .OrderByDescending(c => c.Summary.Probability).ThenBy(c => c.CustomerId, StringComparer.Ordinal).Take(limit)
            .Select(c => new CustomerSummary(c.CustomerId, c.Summary.Probability, c.Summary.Level, c.Summary.Maturity, c.Summary.LatestEvent)),
    ];

    private static ListedCustomer Customer(string id, long version, DateTimeOffset latest) =>
        new(id, version, new StateSummary(0.1, RiskLevel.Low, Maturity.Established, latest));
}
