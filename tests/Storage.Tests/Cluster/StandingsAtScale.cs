using System.Diagnostics;
using PreDelinquency.Engine.Standings;

namespace PreDelinquency.Storage.Tests.Cluster;

/// <summary>How long lists and figures of many customers take; run only where asked for, as it fills a database.</summary>
public sealed class StandingsAtScale(PostgresFixture server, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Customers = 200_000;

    /// <summary>As many as customers of the synthetic population have in the days that are looked back on.</summary>
    private const int PointsEach = 23;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Of_many_customers()
    {
        var database = ClusterDatabase.Create(server);
        var now = new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
        for (var month = 2; month <= 6; month++)
            database.Execute($"SELECT cluster.ensure_month_partition('risk_scores', '2026-{month:00}-01')");
        Fill(database);
        await using var store = await database.OpenAsync();

        await TakeAsync("all by level, group and score", async () => (await store.CountAsync(now, 20, Stop)).Sum(count => count.Customers));
        await TakeAsync("90 days back", async () => (await store.LookBackAsync(now, Stop)).Changes.Sum(change => change.Customers));
        await TakeAsync("the same as it is remembered", async () => (await store.RecallAsync(now, Stop))!.Changes.Sum(change => change.Customers));
        await TakeAsync("the first 100 by score", () => FindAsync(new StandingQuery { Limit = 100 }));
        await TakeAsync("by a part of the name", () => FindAsync(new StandingQuery { Search = "name 1234", Limit = 100 }));
        await TakeAsync("at another level than a day ago", () => FindAsync(new StandingQuery { MovedWithinDays = 1, Limit = 100 }));
        await TakeAsync("by rise in a day", () => FindAsync(new StandingQuery { Order = StandingOrder.Rise, Limit = 100 }));
        await TakeAsync("by rise in a week", () => FindAsync(new StandingQuery { Order = StandingOrder.Rise, OrderDays = 7, Limit = 100 }));
        database.Execute("DROP INDEX IF EXISTS cluster.search_texts_by_part");
        await TakeAsync("by a part of the name, without pg_trgm", () => FindAsync(new StandingQuery { Search = "name 1234", Limit = 100 }));

        async Task<long> FindAsync(StandingQuery query) => (await store.FindAsync(query, now, Stop)).Total;
    }

    private static void Fill(ClusterDatabase database)
    {
        database.Execute($"""
            INSERT INTO cluster.customers (customer_id, version, transaction_count, score_count, quiet_until_ms, probability, latest_event_at, latest_utc_offset_minutes, shard, risk_level, maturity)
            SELECT 'c' || i, 1, 1, 1, 0, (i * 7919 % 100000) / 1e5, '2026-06-01 08:00Z', 0, i % 256, CASE WHEN i % 20 = 0 THEN 2 ELSE 0 END, 1 FROM generate_series(1, {Customers}) i
            """);
        database.Execute($$"""
            INSERT INTO cluster.profiles (customer_no, profile)
            SELECT i, json_build_object('name', 'name ' || i, 'language', 'en', 'email', 'c' || i || '@example.com', 'consents', '{"email":true,"sms":true,"phone":true}'::json, 'segment', 's' || i % 4, 'region', 'r' || i % 8)
            FROM generate_series(1, {{Customers}}) i
            """);
        database.Execute($"""
            INSERT INTO cluster.risk_scores (position, commit_number, scored_at, probability, customer_no, number, utc_offset_minutes, risk_level)
            SELECT p, p, '2026-06-01 12:00Z'::timestamptz - make_interval(secs => ({PointsEach} - p) * 98 * 86400.0 / {PointsEach} + c % 360000), (c * 31 + p * 17) % 100 / 100.0, c, c, 0, (c + p) % 4
            FROM generate_series(1, {PointsEach}) p, generate_series(1, {Customers}) c WHERE p > 1
            """);
        database.Execute("ANALYZE");
    }

    private async Task TakeAsync(string what, Func<Task<long>> read)
    {
        var began = Stopwatch.GetTimestamp();
        var found = await read();
        output.WriteLine(FormattableString.Invariant($"{what}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0.00} s ({found:#,0})"));
        Assert.True(found >= 0);
    }
}
