using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Tests.Cluster;

/// <summary>Customers: what is committed of them and found again.</summary>
public sealed class PostgresClusterStoreTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly ClusterDatabase _database = ClusterDatabase.Create(server);

    [Fact]
    public async Task An_empty_store_is_empty()
    {
        await using var store = await _database.OpenAsync();

        Assert.Equal(StoredState.Unknown, await store.LoadAsync("c1", Token));
        Assert.Equal(new ClusterTotals(0, 0, 0, 0), await store.ReadTotalsAsync(Token));
        Assert.Empty(await store.ReadShardAsync(Shards.Of("c1"), "", 10, Token));
        Assert.Equivalent(ShardFigures.Empty, await store.ReadShardFiguresAsync(Shards.Of("c1"), Token), strict: true);
        Assert.Empty(await store.ReadHighRiskAsync(Shards.Of("c1"), RiskLevel.Low, 10, Token));
        Assert.Empty(await store.ReadDueAsync(Shards.Of("c1"), long.MaxValue, "", 10, Token));
        Assert.Empty(await store.ReadTransactionsAsync("c1", Token).ToListAsync(Token));
        Assert.Empty((await store.ReadTransactionsAsync("c1", null, 10, Token)).Items);
        Assert.Empty((await store.ReadScoresAsync("c1", null, 10, Token)).Items);
        Assert.Empty((await store.ReadInterventionsAsync("c1", null, 10, Token)).Items);
        Assert.Empty(await store.ReadInterventionsAsync(0, 10, Token));
        Assert.Empty(await store.ReadDeadLettersAsync(0, 10, Token));
        Assert.Empty(await store.ReadScoresAfterAsync(ScoreCursor.Start, 10, Token));
        var known = await store.FindIdsAsync("c1", ["t1"], Token);
        Assert.Empty(known.Logged);
        Assert.Empty(known.Buried);
        Assert.Contains("PostgreSQL", store.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_comes_back_in_its_latest_version()
    {
        await using var store = await _database.OpenAsync();
        var random = new Random(1);
        CustomerCommit[] commits = [ClusterSamples.Commit(random, 1, 0), ClusterSamples.Commit(random, 1, 1), ClusterSamples.Commit(random, 1, 2)];
        foreach (var commit in commits)
            Assert.Equal(commit.AfterVersion + 1, (await store.CommitAsync(commit, Token)).Version);

        var stored = await store.LoadAsync("c1", Token);
        Assert.Equal((3, null), (stored.Version, stored.Profile));
        Assert.Equal(commits[2].State!.Value.ToArray(), stored.State!.Value.ToArray());
        Assert.Equal([new ListedCustomer("c1", 3, commits[2].Summary)], await store.ReadShardAsync(Shards.Of("c1"), "", 10, Token));
        Assert.Equal(StoredState.Unknown, await store.LoadAsync("C1", Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9000)]
    [InlineData(100_000)]
    public async Task A_state_of_any_size_is_kept(int length)
    {
        await using var store = await _database.OpenAsync();
        var (first, second) = (ClusterSamples.State(new Random(1), length), ClusterSamples.State(new Random(2), length));

        await store.CommitAsync(new CustomerCommit { CustomerId = "c1", AfterVersion = 0, State = first }, Token);
        Assert.Equal(first, (await store.LoadAsync("c1", Token)).State!.Value.ToArray());
        await store.CommitAsync(new CustomerCommit { CustomerId = "c1", AfterVersion = 1, State = second }, Token);

        Assert.Equal(second, (await store.LoadAsync("c1", Token)).State!.Value.ToArray());
    }

    [Fact]
    public async Task A_profile_may_come_before_the_first_event_and_leaves_the_state_alone()
    {
        await using var store = await _database.OpenAsync();
        var random = new Random(2);
        var profile = new CustomerProfile { Name = "Asha “A” Rao", TimeZone = "Europe/Madrid", Consents = new Consents { Email = true }, PayCycle = PayCycle.Fortnightly, Region = "r" };
        await store.CommitAsync(new CustomerCommit { CustomerId = "c1", AfterVersion = 0, Profile = new CustomerProfile { Name = "old" } }, Token);
        Assert.Equal((1, "old", null), await LoadedAsync());
        Assert.Equal([new ListedCustomer("c1", 1, default)], await store.ReadShardAsync(Shards.Of("c1"), "", 10, Token));
        Assert.Empty(await store.ReadDueAsync(Shards.Of("c1"), long.MaxValue, "", 10, Token));

        var commit = ClusterSamples.Commit(random, 1, 1);
        await store.CommitAsync(commit, Token);
        Assert.Equal((2, "old", commit.State!.Value.Length), await LoadedAsync());
        await store.CommitAsync(new CustomerCommit { CustomerId = "c1", AfterVersion = 2, Profile = profile }, Token);
        await store.CommitAsync(new CustomerCommit { CustomerId = "c1", AfterVersion = 3, Duplicates = 2 }, Token);

        Assert.Equal((4, profile.Name, commit.State!.Value.Length), await LoadedAsync());
        Assert.Equivalent(profile, (await store.LoadAsync("c1", Token)).Profile, strict: true);
        Assert.Equal([new ListedCustomer("c1", 4, commit.Summary)], await store.ReadShardAsync(Shards.Of("c1"), "", 10, Token));
        Assert.Equal(new ClusterTotals(1, 2, 0, 0), await store.ReadTotalsAsync(Token));

        async Task<(long, string?, int?)> LoadedAsync()
        {
            var stored = await store.LoadAsync("c1", Token);
            return (stored.Version, stored.Profile?.Name, stored.State?.Length);
        }
    }

    [Fact]
    public async Task Transactions_come_back_in_the_order_in_which_they_were_applied_with_every_field()
    {
        await using var store = await _database.OpenAsync();
        var random = new Random(3);
        var written = new List<Transaction>();
        for (var version = 0; version < 6; version++)
        {
            var commit = ClusterSamples.Commit(random, 1, version, transactions: random.Next(1, 40));
            written.AddRange(commit.Transactions);
            await store.CommitAsync(commit, Token);
            await store.CommitAsync(ClusterSamples.Commit(random, 2, version, transactions: 5), Token);
        }

        Assert.Equal(written, await store.ReadTransactionsAsync("c1", Token).ToListAsync(Token));
        Assert.Equal(written.Take(3), await store.ReadTransactionsAsync("c1", Token).Take(3).ToListAsync(Token));
        Assert.Equal(written.Count + 30, (await store.ReadTotalsAsync(Token)).Transactions);
    }

    [Fact]
    public async Task Ids_are_found_among_accepted_transactions_and_dead_letters_of_the_customer_alone()
    {
        await using var store = await _database.OpenAsync();
        var random = new Random(4);
        string[] ids = ["t1", "T1", "half \uD83D", "\0 a", "é"];
        var commit = ClusterSamples.Commit(random, 1, 0, transactions: 0);
        commit.Transactions.AddRange(ids.Take(4).Select((id, i) => Samples.Transaction(random, 1, i) with { TransactionId = id, Timestamp = Samples.Start.AddMonths(i) }));
        commit.DeadLetters.AddRange([new LateLetter("é", ClusterSamples.Letter("{é}")), new LateLetter("é", ClusterSamples.Letter("{é again}")), new LateLetter("f", ClusterSamples.Letter("{f}"))]);
        await store.CommitAsync(commit, Token);
        var again = ClusterSamples.Commit(random, 1, 1, transactions: 0);
        again.DeadLetters.Add(new LateLetter("é", ClusterSamples.Letter("{é a third time}")));
        await store.CommitAsync(again, Token);
        await store.CommitAsync(ClusterSamples.Commit(random, 2, 0), Token);

        var known = await store.FindIdsAsync("c1", ["t1", "T1", "\0 a", "é", "g", "f"], Token);
        Assert.Equal(["\0 a", "T1", "t1"], known.Logged.Order(StringComparer.Ordinal));
        Assert.Equal(["f", "é"], known.Buried.Order(StringComparer.Ordinal));
        Assert.Empty((await store.FindIdsAsync("c2", ["t1", "é"], Token)).Logged);
        Assert.Equal(["{é}", "{f}"], (await store.ReadDeadLettersAsync(0, 10, Token)).Select(l => l.Letter.Document));
        Assert.Equal(2, (await store.ReadTotalsAsync(Token)).DeadLetters);
    }

    [Fact]
    public async Task A_document_is_one_dead_letter_however_often_and_wherever_it_is_sent()
    {
        await using var store = await _database.OpenAsync();
        await using var other = await _database.OpenAsync();
        var letters = Enumerable.Range(0, 40).Select(i => ClusterSamples.Letter($"{{\0{i % 20} \x1A")).ToList();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? store : other).BuryAsync(letters, Token).AsTask()));
        await store.BuryAsync([], Token);
        await store.BuryAsync([ClusterSamples.Letter("last")], Token);

        var kept = await store.ReadDeadLettersAsync(0, 100, Token);
        Assert.Equal(Enumerable.Range(1, 21).Select(i => (long)i), kept.Select(l => l.Sequence));
        Assert.Equal(letters.Take(20).Append(ClusterSamples.Letter("last")), kept.Select(l => l.Letter));
        Assert.Equal([20, 21], (await other.ReadDeadLettersAsync(19, 2, Token)).Select(l => l.Sequence));
        Assert.Equal(21, (await store.ReadTotalsAsync(Token)).DeadLetters);
    }

    [Fact]
    public async Task A_shard_lists_its_customers_in_order_of_id_and_those_of_them_that_are_due()
    {
        await using var store = await _database.OpenAsync();
        var random = new Random(5);
        var commits = Enumerable.Range(0, 600).Select(i => ClusterSamples.Commit(random, i, 0)).ToList();
        await Task.WhenAll(commits.Select(commit => store.CommitAsync(commit, Token).AsTask()));
        var shard = commits.GroupBy(c => Shards.Of(c.CustomerId)).MaxBy(g => g.Count())!;
        var own = shard.OrderBy(c => c.CustomerId, StringComparer.Ordinal).ToList();
        Assert.True(own.Count > 3);

        Assert.Equal(own.Select(c => new ListedCustomer(c.CustomerId, 1, c.Summary)), await store.ReadShardAsync(shard.Key, "", 100, Token));
        Assert.Equal(own.Skip(1).Take(2).Select(c => c.CustomerId), (await store.ReadShardAsync(shard.Key, own[0].CustomerId, 2, Token)).Select(c => c.CustomerId));
        var now = own[1].QuietUntilMs!.Value;
        Assert.Equal(own.Where(c => c.QuietUntilMs <= now).Select(c => c.CustomerId), await store.ReadDueAsync(shard.Key, now, "", 100, Token));
        Assert.Equal(own.Skip(2).Take(1).Select(c => c.CustomerId), await store.ReadDueAsync(shard.Key, 1000, own[1].CustomerId, 1, Token));

        // A commit that does not say when a customer is due again does not change it, whether it has a state or not.
        await store.CommitAsync(new CustomerCommit { CustomerId = own[2].CustomerId, AfterVersion = 1, State = own[2].State, Summary = own[2].Summary, QuietUntilMs = long.MaxValue }, Token);
        await store.CommitAsync(new CustomerCommit { CustomerId = own[2].CustomerId, AfterVersion = 2, Duplicates = 1 }, Token);
        Assert.DoesNotContain(own[2].CustomerId, await store.ReadDueAsync(shard.Key, long.MaxValue - 1, "", 100, Token));
        Assert.Equal(own.Count, (await store.ReadDueAsync(shard.Key, long.MaxValue, "", 100, Token)).Count);

        // One that says nothing else leaves state and summary as they are.
        await store.CommitAsync(new CustomerCommit { CustomerId = own[2].CustomerId, AfterVersion = 3, QuietUntilMs = 1001 }, Token);
        Assert.Equal([own[2].CustomerId], (await store.ReadDueAsync(shard.Key, 1001, "", 100, Token)).Except(await store.ReadDueAsync(shard.Key, 1000, "", 100, Token)));
        Assert.Contains(new ListedCustomer(own[2].CustomerId, 4, own[2].Summary), await store.ReadShardAsync(shard.Key, "", 100, Token));
        Assert.Equal(own[2].State!.Value.ToArray(), (await store.LoadAsync(own[2].CustomerId, Token)).State!.Value.ToArray());
    }

    [Fact]
    public async Task What_the_store_adds_up_and_finds_of_a_shard_is_what_its_customers_come_to()
    {
        await using var store = await _database.OpenAsync();
        var random = new Random(7);
        await Task.WhenAll(Enumerable.Range(0, 3000).Select(i => store.CommitAsync(
            new CustomerCommit
            {
                CustomerId = $"c{i}",
                AfterVersion = 0,
                State = new byte[] { 1 },
                Summary = i % 5 == 0 ? default : new StateSummary(random.Next(7) / 7.0, (RiskLevel)random.Next(4), Maturity.Established, Samples.Start.AddMilliseconds(random.Next())),
            },
            Token).AsTask()));
        var shard = Shards.Of("c1");
        var rollUp = new ShardRollUp(shard, store);
        await rollUp.LoadAsync(Token);

        var figures = await store.ReadShardFiguresAsync(shard, Token);

        Assert.True(figures.Sums.Customers > 5);
        Assert.Equal(rollUp.Figures with { Furthest = [] }, figures with { Furthest = [] });
        Assert.Equal(rollUp.Figures.Furthest, figures.Furthest);
        foreach (var level in Enum.GetValues<RiskLevel>())
            Assert.Equal(await rollUp.ReadHighRiskAsync(level, 3, Token), await store.ReadHighRiskAsync(shard, level, 3, Token));
    }

    [Theory]
    [InlineData("""{"form":2,"pay_cycle":"by the moon"}""", true, null)]
    [InlineData("""{"form":1,"pay_cycle":"by the moon"}""", false, "$.pay_cycle")]
    [InlineData("""{"pay_cycle":"by the moon"}""", false, "$.pay_cycle")]
    [InlineData("""["form",2]""", false, "$")]
    public async Task A_profile_that_cannot_be_read_is_of_a_later_version_where_it_says_so_and_else_damaged(string profile, bool isLater, string? damagedAt)
    {
        await using var store = await _database.OpenAsync();
        await store.CommitAsync(new CustomerCommit { CustomerId = "c1", AfterVersion = 0, Profile = new CustomerProfile { Name = "Asha" } }, Token);
        _database.Execute($"UPDATE cluster.profiles SET profile = '{profile}'");

        var stored = await store.LoadAsync("c1", Token);

        Assert.Equal((1, null, isLater), (stored.Version, stored.Profile, stored.IsProfileOfLaterVersion));
        Assert.Equal(damagedAt is null ? null : $"it is not as this version of the program writes it, at {damagedAt}", stored.ProfileDamage);
    }

    [Fact]
    public async Task How_far_a_topic_was_passed_on_is_remembered_and_never_goes_back()
    {
        await using var store = await _database.OpenAsync();

        Assert.Equal(ScoreCursor.Start, await store.ReadCursorAsync("a", Token));
        await store.AdvanceAsync("a", new ScoreCursor(5, 7), Token);
        await store.AdvanceAsync("b", new ScoreCursor(0, 3), Token);
        await store.AdvanceAsync("a", new ScoreCursor(5, 6), Token);
        Assert.Equal(new ScoreCursor(5, 7), await store.ReadCursorAsync("a", Token));
        await store.AdvanceAsync("a", new ScoreCursor(6, 1), Token);

        Assert.Equal(new ScoreCursor(6, 1), await store.ReadCursorAsync("a", Token));
        Assert.Equal(new ScoreCursor(0, 3), await store.ReadCursorAsync("b", Token));
    }

    [Fact]
    public async Task A_role_that_makes_no_tables_can_do_all_that_a_silo_does()
    {
        _database.Execute("""
            CREATE ROLE risk LOGIN;
            GRANT USAGE ON SCHEMA cluster TO risk;
            GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA cluster TO risk;
            GRANT SELECT ON predelinquency_migrations TO risk;
            """);
        await using var store = await new ClusterDatabase(_database.ConnectionString.Replace("Username=owner", "Username=risk", StringComparison.Ordinal)).OpenAsync();
        var random = new Random(6);
        for (var version = 0; version < 3; version++)
        {
            var commit = ClusterSamples.Commit(random, 1, version, 2, 1);
            commit.Profile = new CustomerProfile { Name = "Asha" };
            commit.DeadLetters.Add(new LateLetter($"late{version}", ClusterSamples.Letter("{}")));
            await store.CommitAsync(commit, Token);
        }

        await store.AdvanceAsync("a", new ScoreCursor(1, 1), Token);
        await store.AdvanceAsync("a", new ScoreCursor(2, 1), Token);
        Assert.Equal(new ClusterTotals(6, 0, 3, 3), await store.ReadTotalsAsync(Token));
        Assert.Equal(6, (await store.ReadTransactionsAsync("c1", null, 100, Token)).Items.Count);
        await Assert.ThrowsAnyAsync<Npgsql.PostgresException>(async () =>
        {
            await using var connection = new Npgsql.NpgsqlConnection(_database.ConnectionString.Replace("Username=owner", "Username=risk", StringComparison.Ordinal) + ";Pooling=false");
            await connection.OpenAsync(Token);
            await using var command = new Npgsql.NpgsqlCommand("CREATE TABLE cluster.mine ()", connection);
            await command.ExecuteNonQueryAsync(Token);
        });
    }

    [Fact]
    public async Task A_database_without_the_schema_is_refused_with_what_to_do()
    {
        var failure = await Assert.ThrowsAsync<StoreException>(() => new ClusterDatabase(server.CreateDatabase()).OpenAsync());

        Assert.True(failure.IsPermanent);
        Assert.Contains("pdi db migrate --edition cluster", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _database.OpenAsync(new PostgresClusterStoreOptions { Writers = 0 }));
    }
}
