using Npgsql;
using PreDelinquency.Cluster.Ports;

namespace PreDelinquency.Storage.Tests.Cluster;

/// <summary>What others follow while many write: sequences of interventions, and score points on their way out.</summary>
public sealed class ClusterOrderTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    private const int Customers = 60;
    private const int Versions = 12;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly ClusterDatabase _database = ClusterDatabase.Create(server);

    [Fact]
    public async Task Sequences_have_no_gaps_and_a_lower_one_never_appears_after_a_higher_one()
    {
        await using var store = await _database.OpenAsync();
        await using var other = await _database.OpenAsync(new PostgresClusterStoreOptions { MostCommits = 7 });
        await using var third = await _database.OpenAsync(new PostgresClusterStoreOptions { MostCommits = 1, Writers = 1 });
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var reading = FollowAsync(store, done.Token);

        var receipts = await CommitAllAsync([store, other, third], interventions: 1);
        await done.CancelAsync();
        var (interventions, letters) = await reading;

        var all = await store.ReadInterventionsAsync(0, 100_000, Token);
        Assert.Equal(Enumerable.Range(1, all.Count).Select(i => (long)i), all.Select(i => i.Sequence));
        Assert.Equal(receipts.SelectMany(r => r.Interventions).OrderBy(i => i.Sequence).Select(i => (i.Sequence, i.Intervention.InterventionId, i.Status)), all.Select(i => (i.Sequence, i.Intervention.InterventionId, i.Status)));
        Assert.Equal(all.Count, (await store.ReadTotalsAsync(Token)).Interventions);

        // Whoever read from the last on, again and again, missed none.
        Assert.Equal(all.Take(interventions.Count).Select(i => i.Sequence), interventions);
        Assert.Equal(Enumerable.Range(1, letters.Count).Select(i => (long)i), letters);
        Assert.Equal(Customers * Versions, (await store.ReadDeadLettersAsync(0, 100_000, Token)).Count);
    }

    [Fact]
    public async Task Score_points_reach_whoever_passes_them_on_all_of_them_and_in_order_per_customer()
    {
        await using var store = await _database.OpenAsync();
        await using var other = await _database.OpenAsync(new PostgresClusterStoreOptions { MostCommits = 5 });
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var passed = new List<PublishedScore>();
        var relay = PassOnAsync(store, passed, done.Token);

        await CommitAllAsync([store, other], interventions: 0);
        await done.CancelAsync();
        await relay;
        var rest = await store.ReadScoresAfterAsync(passed.Count == 0 ? ScoreCursor.Start : passed[^1].Place, 100_000, Token);
        passed.AddRange(rest);

        Assert.Equal(passed.Count, passed.Select(p => p.Place).Distinct().Count());
        foreach (var own in passed.GroupBy(p => p.CustomerId))
        {
            var kept = (await store.ReadScoresAsync(own.Key, null, 10_000, Token)).Items.Reverse().ToList();
            Assert.Equal(kept, own.Select(p => p.Point));
        }

        Assert.Equal(_database.Strings("SELECT count(*)::text FROM cluster.risk_scores")[0], passed.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Nothing_is_passed_on_past_a_transaction_that_still_goes_on()
    {
        await using var store = await _database.OpenAsync();
        var random = new Random(1);
        await store.CommitAsync(Scored(random, 1, 0), Token);
        var first = Assert.Single(await store.ReadScoresAfterAsync(ScoreCursor.Start, 10, Token));

        // Somebody else's transaction has begun to write, and may yet write a score point with its lower number.
        using var slow = _database.Connect();
        using var begin = new NpgsqlCommand("BEGIN; SELECT pg_current_xact_id()::text", slow);
        begin.ExecuteNonQuery();
        await store.CommitAsync(Scored(random, 1, 1), Token);
        Assert.Empty(await store.ReadScoresAfterAsync(first.Place, 10, Token));
        using (var write = new NpgsqlCommand(
            """
            INSERT INTO cluster.risk_scores (commit_number, number, position, customer_no, scored_at, utc_offset_minutes, probability, risk_level)
            SELECT pg_current_xact_id()::text::bigint, 1, 3, customer_no, '2026-01-01', 0, 0.125, 1 FROM cluster.customers; COMMIT
            """, slow))
            write.ExecuteNonQuery();

        var passed = await store.ReadScoresAfterAsync(first.Place, 10, Token);
        Assert.Equal(2, passed.Count);
        Assert.Equal(0.125, passed[0].Point.Probability);
        Assert.Equal([passed[1]], await store.ReadScoresAfterAsync(passed[0].Place, 10, Token));
        Assert.Equal([first], await store.ReadScoresAfterAsync(ScoreCursor.Start, 1, Token));
    }

    [Fact]
    public async Task A_database_restored_from_a_dump_goes_on_above_what_was_passed_on()
    {
        ScoreCursor last;
        await using (var store = await _database.OpenAsync())
        {
            await store.CommitAsync(Scored(new Random(2), 1, 0), Token);

            // The numbers of the server that the dump came from.
            _database.Execute("UPDATE cluster.risk_scores SET commit_number = commit_number + 1000000000000");
        }

        await using var restored = await _database.OpenAsync();
        last = Assert.Single(await restored.ReadScoresAfterAsync(ScoreCursor.Start, 10, Token)).Place;
        await restored.AdvanceAsync("scores", last, Token);
        await restored.CommitAsync(Scored(new Random(3), 1, 1), Token);

        var next = Assert.Single(await restored.ReadScoresAfterAsync(last, 10, Token)).Place;
        await using var again = await _database.OpenAsync();
        Assert.Equal(next, Assert.Single(await again.ReadScoresAfterAsync(last, 10, Token)).Place);
    }

    private static CustomerCommit Scored(Random random, int customer, int after)
    {
        var commit = ClusterSamples.Commit(random, customer, after);
        commit.Scores.Clear();
        commit.Scores.Add(ClusterSamples.Score(random, after));
        return commit;
    }

    private static async Task<List<CommitReceipt>> CommitAllAsync(PostgresClusterStore[] stores, int interventions)
    {
        var receipts = await Task.WhenAll(Enumerable.Range(0, Customers).Select(async customer =>
        {
            var random = new Random(customer);
            var own = new List<CommitReceipt>();
            for (var version = 0; version < Versions; version++)
            {
                var commit = ClusterSamples.Commit(random, customer, version, 1, interventions * random.Next(3));
                if (interventions > 0)
                    commit.DeadLetters.Add(new LateLetter($"late{version}", ClusterSamples.Letter("{}")));
                own.Add(await stores[random.Next(stores.Length)].CommitAsync(commit, Token));
            }

            return own;
        }));
        return [.. receipts.SelectMany(own => own)];
    }

    private static async Task<(List<long> Interventions, List<long> Letters)> FollowAsync(PostgresClusterStore store, CancellationToken done)
    {
        var (interventions, letters) = (new List<long>(), new List<long>());
        while (!done.IsCancellationRequested)
        {
            interventions.AddRange((await store.ReadInterventionsAsync(interventions.LastOrDefault(), 50, Token)).Select(i => i.Sequence));
            letters.AddRange((await store.ReadDeadLettersAsync(letters.LastOrDefault(), 50, Token)).Select(l => l.Sequence));
        }

        return (interventions, letters);
    }

    private static async Task PassOnAsync(PostgresClusterStore store, List<PublishedScore> passed, CancellationToken done)
    {
        var place = ScoreCursor.Start;
        while (!done.IsCancellationRequested)
        {
            var page = await store.ReadScoresAfterAsync(place, 40, Token);
            passed.AddRange(page);
            place = page.Count > 0 ? page[^1].Place : place;
        }
    }
}
