using System.Globalization;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Tests.Cluster;

/// <summary>Which commits are made, and what becomes of those that are not.</summary>
public sealed class ClusterFenceTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly ClusterDatabase _database = ClusterDatabase.Create(server);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_commit_that_does_not_follow_the_stored_version_leaves_nothing(long after)
    {
        await using var store = await _database.OpenAsync();
        var random = new Random(1);
        CustomerCommit[] made = [ClusterSamples.Commit(random, 1, 0, 3, 1), ClusterSamples.Commit(random, 1, 1, 2)];
        foreach (var commit in made)
            await store.CommitAsync(commit, Token);
        var totals = await store.ReadTotalsAsync(Token);
        var late = ClusterSamples.Commit(new Random(2), 1, after, 4, 2);
        late.DeadLetters.Add(new LateLetter("x", ClusterSamples.Letter("{x}")));
        late.Profile = new Domain.Profiles.CustomerProfile { Name = "x" };
        late.Duplicates = 3;

        await Assert.ThrowsAsync<StateConflictException>(() => store.CommitAsync(late, Token).AsTask());

        Assert.Equal(totals, await store.ReadTotalsAsync(Token));
        var stored = await store.LoadAsync("c1", Token);
        Assert.Equal((2, null), (stored.Version, stored.Profile));
        Assert.Equal(made[1].State!.Value.ToArray(), stored.State!.Value.ToArray());
        Assert.Equal(5, (await store.ReadTransactionsAsync("c1", null, 100, Token)).Items.Count);
        Assert.Equal(made.Sum(c => c.Scores.Count), (await store.ReadScoresAsync("c1", null, 100, Token)).Items.Count);
        Assert.Single(await store.ReadInterventionsAsync(0, 100, Token));
        Assert.Empty(await store.ReadDeadLettersAsync(0, 100, Token));
    }

    [Fact]
    public async Task Of_two_stores_that_host_the_same_customers_one_wins_each_version()
    {
        const int Customers = 40, Versions = 8;
        await using var store = await _database.OpenAsync();
        await using var other = await _database.OpenAsync();
        var random = new Random(3);
        var seen = new List<string>[Customers];
        for (var customer = 0; customer < Customers; customer++)
            seen[customer] = [];
        for (var version = 0; version < Versions; version++)
        {
            var rivals = Enumerable.Range(0, Customers)
                .SelectMany(customer => Enumerable.Range(0, 3).Select(n => (Customer: customer, Commit: ClusterSamples.Commit(random, customer, version, 2, n == 0 ? 1 : 0))))
                .OrderBy(_ => random.Next()).ToList();
            var made = await Task.WhenAll(rivals.Select(async (rival, i) =>
            {
                try
                {
                    return (await (i % 2 == 0 ? store : other).CommitAsync(rival.Commit, Token)).Version == version + 1 ? rival.Commit : null;
                }
                catch (StateConflictException)
                {
                    return null;
                }
            }));
            foreach (var (rival, commit) in rivals.Zip(made))
            {
                if (commit is not null)
                    seen[rival.Customer].AddRange(commit.Transactions.Select(t => t.Merchant + t.Amount));
            }

            Assert.Equal(Customers, made.Count(commit => commit is not null));
        }

        for (var customer = 0; customer < Customers; customer++)
        {
            Assert.Equal(Versions, (await store.LoadAsync($"c{customer}", Token)).Version);
            Assert.Equal(seen[customer], (await store.ReadTransactionsAsync($"c{customer}", Token).ToListAsync(Token)).Select(t => t.Merchant + t.Amount));
        }

        Assert.Equal(Customers * Versions * 2, (await store.ReadTotalsAsync(Token)).Transactions);
    }

    [Fact]
    public async Task Commits_of_one_customer_that_come_together_are_made_one_after_the_other()
    {
        await using var store = await _database.OpenAsync(new PostgresClusterStoreOptions { Writers = 1 });
        var random = new Random(4);

        // The writer is held up by the first, so that all others wait together.
        using var blocker = _database.Connect();
        using var lockTable = new Npgsql.NpgsqlCommand("BEGIN; LOCK TABLE cluster.customers IN EXCLUSIVE MODE", blocker);
        lockTable.ExecuteNonQuery();
        var first = store.CommitAsync(ClusterSamples.Commit(random, 0, 0), Token).AsTask();
        var versions = Enumerable.Range(0, 5).Select(version => store.CommitAsync(ClusterSamples.Commit(random, 1, version), Token).AsTask()).ToList();
        var rival = store.CommitAsync(ClusterSamples.Commit(random, 1, 2), Token).AsTask();
        using (var release = new Npgsql.NpgsqlCommand("ROLLBACK", blocker))
            release.ExecuteNonQuery();

        await first;
        Assert.Equal([1, 2, 3, 4, 5], (await Task.WhenAll(versions)).Select(receipt => receipt.Version));
        await Assert.ThrowsAsync<StateConflictException>(() => rival);
    }

    [Fact]
    public async Task One_commit_that_the_database_refuses_does_not_take_others_along()
    {
        await using var store = await _database.OpenAsync();
        _database.Execute("ALTER TABLE cluster.customers ADD CONSTRAINT not_this_one CHECK (customer_id NOT IN ('c13', 'c77'))");
        var random = new Random(5);
        var commits = Enumerable.Range(0, 200).Select(customer => ClusterSamples.Commit(random, customer, 0, 1, customer % 10 == 0 ? 1 : 0)).ToList();

        var answers = await Task.WhenAll(commits.Select(async commit =>
        {
            try
            {
                await store.CommitAsync(commit, Token);
                return null;
            }
            catch (StoreException e)
            {
                return e;
            }
        }));

        Assert.Equal(["c13", "c77"], commits.Zip(answers).Where(pair => pair.Second is not null).Select(pair => pair.First.CustomerId));
        Assert.All(answers.OfType<StoreException>(), e => Assert.True(e.IsPermanent && e.Message.Contains("not_this_one", StringComparison.Ordinal)));
        Assert.Equal(["c13", "c77"], answers.OfType<StoreException>().Select(e => e.CustomerId));
        Assert.Equal(198, (await store.ReadTotalsAsync(Token)).Transactions);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), (await store.ReadInterventionsAsync(0, 100, Token)).Select(i => i.Sequence));
        _database.Execute("ALTER TABLE cluster.customers DROP CONSTRAINT not_this_one");
        await store.CommitAsync(commits[13], Token);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Months_whose_partitions_were_dropped_get_them_again_and_nobody_notices(int customers)
    {
        await using var store = await _database.OpenAsync(new PostgresClusterStoreOptions { Writers = 1 });
        var random = new Random(6);
        var commits = Enumerable.Range(1, customers).Select(customer => ClusterSamples.Commit(random, customer, 0)).ToList();
        commits.ForEach(commit => commit.Scores.Add(ClusterSamples.Score(random, 0)));
        await CommitAllAsync(commits);
        foreach (var month in commits.Select(commit => Month(commit.Transactions[0].Timestamp)).Distinct())
            _database.Execute($"DROP TABLE cluster.transactions_{month}");
        foreach (var month in commits.Select(commit => Month(commit.Scores[^1].At)).Distinct())
            _database.Execute($"DROP TABLE cluster.risk_scores_{month}");

        await CommitAllAsync(commits.Select(commit => new CustomerCommit { CustomerId = commit.CustomerId, AfterVersion = 1, Transactions = { commit.Transactions[0] }, Scores = { commit.Scores[^1] } }));

        foreach (var commit in commits)
        {
            Assert.Equal(commit.Transactions, await store.ReadTransactionsAsync(commit.CustomerId, Token).ToListAsync(Token));
            Assert.Contains(commit.Scores[^1], (await store.ReadScoresAsync(commit.CustomerId, null, 100, Token)).Items);
        }

        Task CommitAllAsync(IEnumerable<CustomerCommit> all) => Task.WhenAll(all.Select(commit => store.CommitAsync(commit, Token).AsTask()));
        static string Month(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy_MM", CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_caller_that_goes_away_takes_back_what_no_writer_has_yet()
    {
        await using var store = await _database.OpenAsync(new PostgresClusterStoreOptions { Writers = 1 });
        var random = new Random(7);
        using var blocker = _database.Connect();
        using var lockTable = new Npgsql.NpgsqlCommand("BEGIN; LOCK TABLE cluster.customers IN EXCLUSIVE MODE", blocker);
        lockTable.ExecuteNonQuery();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var taken = store.CommitAsync(ClusterSamples.Commit(random, 1, 0), stop.Token).AsTask();
        await Eventually.HoldsAsync(() => _database.Strings("SELECT pid::text FROM pg_stat_activity WHERE wait_event_type = 'Lock'").Count == 1);
        var waiting = store.CommitAsync(ClusterSamples.Commit(random, 2, 0), stop.Token).AsTask();

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(taken.IsCompleted);
        using (var release = new Npgsql.NpgsqlCommand("ROLLBACK", blocker))
            release.ExecuteNonQuery();

        Assert.Equal(1, (await taken).Version);
        await store.CommitAsync(ClusterSamples.Commit(random, 3, 0), Token);
        Assert.Equal(StoredState.Unknown, await store.LoadAsync("c2", Token));
    }

    [Fact]
    public async Task A_store_that_was_closed_says_so()
    {
        var store = await _database.OpenAsync();
        var commit = store.CommitAsync(ClusterSamples.Commit(new Random(8), 1, 0), Token).AsTask();
        await store.DisposeAsync();

        Assert.Equal(1, (await commit).Version);
        var failure = await Assert.ThrowsAsync<StoreException>(() => store.CommitAsync(ClusterSamples.Commit(new Random(8), 1, 1), Token).AsTask());
        Assert.Contains("closed", failure.Message, StringComparison.Ordinal);
    }
}
