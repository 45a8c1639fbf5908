using PreDelinquency.Cluster.Tests;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Tests.Clusters;

namespace PreDelinquency.Grains.Tests;

/// <summary>Every transaction counts once and every intervention exists once, whatever becomes of grains and silos.</summary>
public sealed class ExactlyOnceTests(PostgresFixture postgres)
{
    private const int BatchSize = 40;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Customers_that_live_in_two_clusters_at_once_on_one_database_count_every_transaction_once()
    {
        var database = OrleansDatabase.Create(postgres);
        await using var one = await GrainCluster.StartAsync(new GrainClusterOptions { Database = database, Model = Models.Nervous, Silos = 1 });
        await using var other = await GrainCluster.StartAsync(new GrainClusterOptions { Database = database, Model = Models.Nervous, Silos = 1 });
        var accepted = 0;

        foreach (var batch in Lives.OfEight.Chunk(BatchSize))
        {
            var outcomes = await Task.WhenAll(one.Service.IngestAsync(batch, [], Stop).AsTask(), other.Service.IngestAsync(batch, [], Stop).AsTask());
            Assert.All(outcomes.SelectMany(o => o), outcome => Assert.NotEqual(Applied.TooLate, outcome.Applied));
            accepted += outcomes.Sum(o => o.Count(outcome => outcome.Applied == Applied.Accepted));
        }

        Assert.Equal(Lives.OfEight.Count, accepted);
        await StoredTruth.HoldsAsync(one.Store, Lives.OfEight, Models.Nervous, Stop);
        await Eventually.HoldsAsync(() => one.Service.GetStats().Customers == 8 && other.Service.GetStats().Customers == 8);
    }

    [Fact]
    public async Task Customers_that_leave_memory_in_mid_stream_go_on_where_they_were()
    {
        await using var cluster = await GrainCluster.StartAsync(new GrainClusterOptions { Database = OrleansDatabase.Create(postgres), Model = Models.Nervous });
        var management = cluster.Cluster.Client.GetGrain<IManagementGrain>(0);

        var sending = SendAsync(cluster.Service, Lives.OfEight);
        while (!sending.IsCompleted)
            await management.ForceActivationCollection(TimeSpan.Zero);
        await sending;

        await StoredTruth.HoldsAsync(cluster.Store, Lives.OfEight, Models.Nervous, Stop);
    }

    [Fact]
    public async Task A_silo_that_dies_under_load_loses_nothing_and_doubles_nothing_and_the_figures_follow()
    {
        await using var cluster = await GrainCluster.StartAsync(new GrainClusterOptions { Database = OrleansDatabase.Create(postgres), Model = Models.Nervous, Silos = 3 });
        var halfway = new TaskCompletionSource();

        var sending = SendAsync(cluster.Service, Lives.OfEight, sent =>
        {
            if (sent > Lives.OfEight.Count / 3)
                halfway.TrySetResult();
        });
        await halfway.Task;
        await cluster.Cluster.KillSiloAsync(cluster.Cluster.SecondarySilos[0]);
        await sending;

        await StoredTruth.HoldsAsync(cluster.Store, Lives.OfEight, Models.Nervous, Stop);
        var expected = await ExpectedLevelsAsync(cluster);
        await Eventually.HoldsAsync(() => cluster.Service.GetStats() is var stats && stats.Customers == 8 && expected.All(level => stats.ByLevel[level.Key] == level.Value));
    }

    private static async Task<Dictionary<Domain.Risk.RiskLevel, long>> ExpectedLevelsAsync(GrainCluster cluster)
    {
        var levels = new Dictionary<Domain.Risk.RiskLevel, long>();
        for (var shard = 0; shard < Cluster.Shards.Count; shard++)
        {
            foreach (var customer in await cluster.Store.ReadShardAsync(shard, "", 100, Stop))
                levels[customer.Summary.Level] = levels.GetValueOrDefault(customer.Summary.Level) + 1;
        }

        return levels;
    }

    private static async Task SendAsync(IRiskService service, IReadOnlyList<Transaction> transactions, Action<int>? sent = null)
    {
        var count = 0;
        foreach (var batch in transactions.Chunk(BatchSize))
        {
            var outcomes = await service.IngestAsync(batch, [], Stop);
            Assert.All(outcomes, outcome => Assert.NotEqual(Applied.TooLate, outcome.Applied));
            sent?.Invoke(count += batch.Length);
        }
    }
}
