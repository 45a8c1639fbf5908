using FsCheck;
using FsCheck.Fluent;
using PreDelinquency.Cluster.Ports;

namespace PreDelinquency.Storage.Tests.Cluster;

/// <summary>Many writers against a model of what must be stored, over random interleavings.</summary>
public sealed class ClusterInterleavingTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Whatever_writers_do_at_once_the_store_holds_what_the_receipts_say()
    {
        var settings =
            from seed in Gen.Choose(1, 1_000_000)
            from stores in Gen.Choose(1, 3)
            from writers in Gen.Choose(1, 3)
            from most in Gen.Elements(1, 4, 1000)
            from hosts in Gen.Choose(2, 12)
            from customers in Gen.Choose(1, 6)
            select (Seed: seed, Stores: stores, Writers: writers, Group: most, Hosts: hosts, Customers: customers);

        Prop.ForAll(settings.ToArbitrary(), s => RunAsync(s.Seed, s.Stores, s.Hosts, s.Customers, new PostgresClusterStoreOptions { Writers = s.Writers, MostCommits = s.Group }).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(10).WithReplay(4711, 1));
    }

    private async Task RunAsync(int seed, int storeCount, int hosts, int customers, PostgresClusterStoreOptions options)
    {
        var database = ClusterDatabase.Create(server);
        var stores = await Task.WhenAll(Enumerable.Range(0, storeCount).Select(_ => database.OpenAsync(options)));
        try
        {
            // Every host goes for every customer: it reads, commits upon what it read, and where it was overtaken reads again.
            var made = await Task.WhenAll(Enumerable.Range(0, hosts).Select(host => HostAsync(stores[host % storeCount], new System.Random(seed + host), customers)));
            await AssertHoldsAsync(stores[0], [.. made.SelectMany(own => own)], customers);
        }
        finally
        {
            foreach (var store in stores)
                await store.DisposeAsync();
        }
    }

    private static async Task<List<(CustomerCommit Commit, CommitReceipt Receipt)>> HostAsync(PostgresClusterStore store, System.Random random, int customers)
    {
        var made = new List<(CustomerCommit, CommitReceipt)>();
        for (var step = 0; step < 12; step++)
        {
            var customer = random.Next(customers);
            var stored = await store.LoadAsync($"c{customer}", Token);
            var commit = Drawn(random, customer, stored.Version);
            try
            {
                made.Add((commit, await store.CommitAsync(commit, Token)));
            }
            catch (StateConflictException)
            {
                // Somebody else was faster.
            }
        }

        return made;
    }

    private static CustomerCommit Drawn(System.Random random, int customer, long version)
    {
        if (random.Next(4) == 0)
            return new CustomerCommit { CustomerId = $"c{customer}", AfterVersion = version, Duplicates = random.Next(1, 5) };
        var commit = ClusterSamples.Commit(random, customer, version, random.Next(5), random.Next(4) == 0 ? random.Next(3) : 0);
        if (random.Next(3) == 0)
            commit.DeadLetters.Add(new LateLetter($"late{random.Next(5)}", ClusterSamples.Letter("{}")));
        return commit;
    }

    private static async Task AssertHoldsAsync(PostgresClusterStore store, List<(CustomerCommit Commit, CommitReceipt Receipt)> made, int customers)
    {
        for (var customer = 0; customer < customers; customer++)
        {
            var id = $"c{customer}";
            var own = made.Where(m => m.Commit.CustomerId == id).OrderBy(m => m.Receipt.Version).ToList();
            Assert.Equal(Enumerable.Range(1, own.Count).Select(v => (long)v), own.Select(m => m.Receipt.Version));
            var stored = await store.LoadAsync(id, Token);
            Assert.Equal(own.Count, stored.Version);
            Assert.Equal(own.LastOrDefault(m => m.Commit.State is not null).Commit?.State!.Value.ToArray(), stored.State?.ToArray());
            Assert.Equal(own.SelectMany(m => m.Commit.Transactions), await store.ReadTransactionsAsync(id, Token).ToListAsync(Token));
            var scores = (await store.ReadScoresAsync(id, null, 1000, Token)).Items.Reverse().ToList();
            Assert.Equal(own.SelectMany(m => m.Commit.Scores), scores);
        }

        var interventions = made.SelectMany(m => m.Receipt.Interventions).OrderBy(i => i.Sequence).Select(i => (i.Sequence, i.Intervention.InterventionId)).ToList();
        Assert.Equal(Enumerable.Range(1, interventions.Count).Select(i => (long)i), interventions.Select(i => i.Sequence));
        Assert.Equal(interventions, (await store.ReadInterventionsAsync(0, 1000, Token)).Select(i => (i.Sequence, i.Intervention.InterventionId)));
        var letters = made.SelectMany(m => m.Commit.DeadLetters.Select(l => (m.Commit.CustomerId, l.TransactionId))).Distinct().Count();
        Assert.Equal(Enumerable.Range(1, letters).Select(i => (long)i), (await store.ReadDeadLettersAsync(0, 1000, Token)).Select(l => l.Sequence));
        Assert.Equal(
            new ClusterTotals(made.Sum(m => m.Commit.Transactions.Count), made.Sum(m => m.Commit.Duplicates), letters, interventions.Count), await store.ReadTotalsAsync(Token));
    }
}
