using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Tests.Cluster;

/// <summary>Connections that are lost, and servers that go down.</summary>
public sealed class ClusterConnectionTests
{
    private static readonly PostgresClusterStoreOptions OneWriter = new() { Writers = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_whose_answer_got_lost_is_reported_as_unknown_and_is_whole_or_not_at_all(bool isDelivered)
    {
        using var server = PostgresServer.Start();
        var database = await MigratedAsync(server);
        using var proxy = new CuttingProxy(server.Port);
        await using var store = await database.OpenAsync(OneWriter, proxy.Port);
        var random = new Random(1);
        await store.CommitAsync(ClusterSamples.Commit(random, 1, 0, 2), Token);
        var commit = ClusterSamples.Commit(random, 1, 1, 3, 1);

        // With the 0 that ends it: BEGIN names READ COMMITTED.
        proxy.CutAt("COMMIT\0", isDelivered);

        var failure = await Assert.ThrowsAsync<StoreException>(() => store.CommitAsync(commit, Token).AsTask());
        Assert.Contains("not known", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsPermanent);

        // Made again as it was: either it conflicts with itself, or it is made now; and nothing of the lost session is in the way.
        if (isDelivered)
        {
            await Eventually.HoldsAsync(async () => (await store.LoadAsync("c1", Token)).Version == 2);
            await Assert.ThrowsAsync<StateConflictException>(() => store.CommitAsync(commit, Token).AsTask());
        }
        else
            Assert.Equal(2, (await store.CommitAsync(commit, Token)).Version);

        Assert.Equal(5, (await store.ReadTransactionsAsync("c1", null, 100, Token)).Items.Count);
        Assert.Equal(new ClusterTotals(5, 0, 0, 1), await store.ReadTotalsAsync(Token));
        Assert.Equal(3, (await store.CommitAsync(ClusterSamples.Commit(random, 1, 2), Token)).Version);
    }

    [Fact]
    public async Task A_connection_that_is_lost_before_the_end_is_replaced_and_nobody_notices()
    {
        using var server = PostgresServer.Start();
        var database = await MigratedAsync(server);
        using var proxy = new CuttingProxy(server.Port);
        await using var store = await database.OpenAsync(OneWriter, proxy.Port);
        var random = new Random(2);
        await store.CommitAsync(ClusterSamples.Commit(random, 1, 0, 2), Token);
        proxy.CutAt("COPY cluster.transactions", isDelivered: true);

        Assert.Equal(2, (await store.CommitAsync(ClusterSamples.Commit(random, 1, 1, 3), Token)).Version);

        Assert.True(proxy.HasCut);
        Assert.Equal(new ClusterTotals(5, 0, 0, 0), await store.ReadTotalsAsync(Token));

        // The session that the server did not know to be gone was ended, and its lane is free again.
        Assert.Equal(["1"], database.Strings("SELECT count(*)::text FROM pg_stat_activity WHERE application_name = 'predelinquency cluster writer'"));
        Assert.Equal(["0"], database.Strings("SELECT lane::text FROM cluster.totals ORDER BY lane"));
    }

    [Fact]
    public async Task A_restart_of_an_idle_server_is_not_noticed()
    {
        using var server = PostgresServer.Start();
        var database = await MigratedAsync(server);
        await using var store = await database.OpenAsync();
        var random = new Random(3);
        await store.CommitAsync(ClusterSamples.Commit(random, 1, 0, 2), Token);
        await store.LoadAsync("c1", Token);

        server.Crash();
        server.Resume();

        Assert.Equal(2, (await store.CommitAsync(ClusterSamples.Commit(random, 1, 1, 3), Token)).Version);
        Assert.Equal(2, (await store.LoadAsync("c1", Token)).Version);
    }

    [Fact]
    public async Task A_server_that_is_down_is_a_failure_until_it_is_up_again()
    {
        using var server = PostgresServer.Start();
        var database = await MigratedAsync(server);
        await using var store = await database.OpenAsync();
        var random = new Random(4);
        await store.CommitAsync(ClusterSamples.Commit(random, 1, 0), Token);
        server.Crash();

        var failures = await Task.WhenAll(Enumerable.Range(0, 20).Select(customer => Assert.ThrowsAsync<StoreException>(() => store.CommitAsync(ClusterSamples.Commit(random, customer, 0), Token).AsTask())));
        Assert.All(failures, failure => Assert.False(failure.IsPermanent));
        await Assert.ThrowsAsync<StoreException>(() => store.LoadAsync("c1", Token).AsTask());

        server.Resume();
        Assert.Equal(2, (await store.CommitAsync(ClusterSamples.Commit(random, 1, 1), Token)).Version);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_a_crash_in_the_middle_of_commits_all_that_was_acknowledged_is_there_and_the_rest_whole_or_not_at_all(int seed)
    {
        const int Customers = 30;
        using var server = PostgresServer.Start();
        var database = await MigratedAsync(server);
        var acknowledged = new int[Customers];
        var tried = new List<CustomerCommit>[Customers];
        await using (var store = await database.OpenAsync(new PostgresClusterStoreOptions { MostCommits = 9 }))
        {
            var committing = Enumerable.Range(0, Customers).Select(async customer =>
            {
                var random = new Random((seed * 1000) + customer);
                tried[customer] = [];
                try
                {
                    for (var version = 0; ; version++)
                    {
                        tried[customer].Add(ClusterSamples.Commit(random, customer, version, random.Next(1, 5), random.Next(2)));
                        await store.CommitAsync(tried[customer][^1], Token);
                        Volatile.Write(ref acknowledged[customer], version + 1);
                    }
                }
                catch (StoreException)
                {
                    // The server is down.
                }
            }).ToList();
            await Eventually.HoldsAsync(() => acknowledged.Sum() > 100 + (seed * 37));
            server.Crash();
            await Task.WhenAll(committing);
        }

        server.Resume();
        await using var after = await database.OpenAsync();
        var (transactions, interventions) = (0, 0);
        for (var customer = 0; customer < Customers; customer++)
        {
            var stored = await after.LoadAsync($"c{customer}", Token);
            Assert.InRange(stored.Version, acknowledged[customer], acknowledged[customer] + 1);
            List<CustomerCommit> made = [.. tried[customer].Take((int)stored.Version)];
            Assert.Equal(made.LastOrDefault()?.State!.Value.ToArray(), stored.State?.ToArray());
            Assert.Equal(made.SelectMany(c => c.Transactions), await after.ReadTransactionsAsync($"c{customer}", Token).ToListAsync(Token));
            Assert.Equal(made.Sum(c => c.Scores.Count), (await after.ReadScoresAsync($"c{customer}", null, 1000, Token)).Items.Count);
            Assert.Equal(
                made.SelectMany(c => c.Interventions).Select(i => i.Intervention.InterventionId).Order(StringComparer.Ordinal),
                (await after.ReadInterventionsAsync($"c{customer}", null, 1000, Token)).Items.Select(i => i.Intervention.InterventionId).Order(StringComparer.Ordinal));
            transactions += made.Sum(c => c.Transactions.Count);
            interventions += made.Sum(c => c.Interventions.Count);
        }

        Assert.Equal(new ClusterTotals(transactions, 0, 0, interventions), await after.ReadTotalsAsync(Token));
        Assert.Equal(Enumerable.Range(1, interventions).Select(i => (long)i), (await after.ReadInterventionsAsync(0, 10_000, Token)).Select(i => i.Sequence));
    }

    private static async Task<ClusterDatabase> MigratedAsync(PostgresServer server)
    {
        await ClusterDatabase.MigrateAsync(server.ConnectionString);
        return new ClusterDatabase(server.ConnectionString);
    }
}
