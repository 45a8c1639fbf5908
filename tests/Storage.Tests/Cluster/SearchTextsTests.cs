using System.Text;
using Npgsql;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Engine.Standings;

namespace PreDelinquency.Storage.Tests.Cluster;

/// <summary>Customers as the database keeps them for a search by a part of their id or name.</summary>
public sealed class SearchTextsTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    private const string Fold = "SELECT cluster.search_text(text) FROM unnest($1) WITH ORDINALITY AS texts (text, number) ORDER BY number";

    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_database_folds_every_letter_as_the_program_does()
    {
        var database = ClusterDatabase.Create(server);
        string[] texts =
        [
            .. Enumerable.Range(1, 0x1ffff).Where(Rune.IsValid).Select(code => new Rune(code).ToString()).Chunk(256).Select(letters => string.Concat(letters)),
            "", "ANA RUIZ", "Straße", "STRAẞE", "İPEK IŞIK", "Jose\u0301 NU\u0303N\u0303EZ", "ΌΣΟΣ", "Ǆurđa", "ﬁ", "O'Brien\\%_", "\u212Aelvin Å\u212B", "ЁЖИК", "𐐀𐐨", "🙂 Þór",
        ];

        using var connection = database.Connect();
        using var command = new NpgsqlCommand(Fold, connection) { Parameters = { new NpgsqlParameter { Value = texts } } };
        using var row = command.ExecuteReader();
        foreach (var text in texts)
        {
            Assert.True(row.Read());
            Assert.Equal(SearchText.Fold(text), row.GetString(0));
        }
    }

    [Fact]
    public async Task A_name_is_found_as_it_is_now_whoever_wrote_it()
    {
        var database = ClusterDatabase.Create(server);
        await using var store = await database.OpenAsync();
        await CommitAsync(store, "C1", "Lucía");
        await CommitAsync(store, "C2", null);

        Assert.Equal(["C1"], await FindAsync(store, "LUCI"));
        Assert.Equal(["C2"], await FindAsync(store, "c2"));

        // A program of before knows nothing of what is searched.
        database.Execute("UPDATE cluster.profiles SET profile = '{\"name\":\"Søren 100%\"}'");
        Assert.Empty(await FindAsync(store, "LUCI"));
        Assert.Equal(["C1"], await FindAsync(store, "sOren 100%"));
        Assert.Empty(await FindAsync(store, "s%n"));
        Assert.Empty(await FindAsync(store, "s_ren"));

        database.Execute("DELETE FROM cluster.profiles");
        Assert.Empty(await FindAsync(store, "soren"));
        database.Execute("DELETE FROM cluster.customers WHERE customer_id = 'C1'");
        Assert.Equal(["c2"], database.Strings("SELECT customer_id FROM cluster.search_texts"));
    }

    [Fact]
    public async Task Who_was_a_customer_before_is_found_after_the_migration_with_the_name_that_was_told_meanwhile()
    {
        var database = ClusterDatabase.Create(server);
        database.Execute("""
            INSERT INTO cluster.customers (customer_id, version, transaction_count, score_count, quiet_until_ms, probability, latest_event_at, latest_utc_offset_minutes, shard, risk_level, maturity)
            SELECT 'c' || i, 1, 1, 1, 0, 0.5, '2026-06-01 08:00Z', 0, 0, 0, 1 FROM generate_series(1, 5000) i;
            INSERT INTO cluster.profiles (customer_no, profile) SELECT customer_no, json_build_object('name', 'Ána ' || customer_no) FROM cluster.customers WHERE customer_no % 2 = 1;
            """);
        var filled = database.Strings("SELECT customer_id || ' ' || COALESCE(name, '-') FROM cluster.search_texts ORDER BY 1");
        Assert.Equal(5000, filled.Count);
        database.Execute("TRUNCATE cluster.search_texts; UPDATE cluster.counters SET value = 0 WHERE name = 'search_texts'; DROP TABLE cluster.standing_past; DELETE FROM predelinquency_migrations WHERE component = 'cluster' AND version >= 6");
        using var silo = database.Connect();
        using var change = silo.BeginTransaction();
        Run(silo, "UPDATE cluster.customers SET version = 2 WHERE customer_id = 'c4001'");

        var migrating = ClusterDatabase.MigrateAsync(database.ConnectionString);
        await Eventually.HoldsAsync(() => database.Strings("SELECT value::text FROM cluster.counters WHERE name = 'search_texts'").Single() == "4000"
            && database.Strings("SELECT count(*)::text FROM pg_locks WHERE NOT granted").Single() != "0");
        Run(silo, "UPDATE cluster.profiles SET profile = '{\"name\":\"Bo\"}' WHERE customer_no = (SELECT customer_no FROM cluster.customers WHERE customer_id = 'c4001')");
        change.Commit();
        await migrating;

        Assert.Equal(
            filled.Select(line => line.StartsWith("c4001 ", StringComparison.Ordinal) ? "c4001 bo" : line),
            database.Strings("SELECT customer_id || ' ' || COALESCE(name, '-') FROM cluster.search_texts ORDER BY 1"));
        await using var store = await database.OpenAsync();
        Assert.Equal(["c4001"], await FindAsync(store, "BO"));
    }

    [Fact]
    public async Task Without_the_right_to_an_extension_a_search_finds_the_same()
    {
        var owned = server.CreateDatabase();
        var database = new ClusterDatabase(owned);
        database.Execute("""
            CREATE ROLE plain LOGIN;
            CREATE SCHEMA cluster AUTHORIZATION plain;
            GRANT CREATE, USAGE ON SCHEMA public TO plain
            """);
        await ClusterDatabase.MigrateAsync(new NpgsqlConnectionStringBuilder(owned) { Username = "plain" }.ConnectionString);
        await using var store = await database.OpenAsync();
        await CommitAsync(store, "c1", "Łukasz");

        Assert.Empty(database.Strings("SELECT indexname FROM pg_indexes WHERE indexname = 'search_texts_by_part'"));
        Assert.Equal(["c1"], await FindAsync(store, "LUK"));
    }

    [Fact]
    public void With_the_extension_an_index_serves()
    {
        var database = ClusterDatabase.Create(server);

        var plan = database.Strings("SET enable_seqscan = off; EXPLAIN SELECT customer_no FROM cluster.search_texts WHERE customer_id LIKE '%ana%' OR name LIKE '%ana%'");

        Assert.Contains(plan, line => line.Contains("search_texts_by_part", StringComparison.Ordinal));
    }

    private static async Task CommitAsync(PostgresClusterStore store, string id, string? name)
    {
        var commit = new CustomerCommit
        {
            CustomerId = id,
            AfterVersion = 0,
            State = new byte[] { 1 },
            Summary = new StateSummary(0.5, RiskLevel.Low, Maturity.Established, Now),
            Profile = name is null ? null : new CustomerProfile { Name = name },
        };
        await store.CommitAsync(commit, Stop);
    }

    private static async Task<IReadOnlyList<string>> FindAsync(PostgresClusterStore store, string part)
    {
        var (total, customers) = await store.FindAsync(new StandingQuery { Search = part, Limit = 10 }, Now, Stop);
        Assert.Equal(total, customers.Count);
        return [.. customers.Select(customer => customer.CustomerId)];
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
