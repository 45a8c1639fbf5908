using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Postgres;
using PreDelinquency.Storage;

namespace PreDelinquency.Cluster.Benchmarks;

/// <summary>Customer commits through one store, as many hosts of a process make them.</summary>
internal static class StoreCommits
{
    private const int StateBytes = 2400;
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public static async Task MeasureAsync(int writers, int transactions, int customers, int seconds, int callers)
    {
        using var database = new BenchmarkDatabase(
            ConnectionText.Resolve(null, null) ?? throw new InvalidOperationException($"{ConnectionText.Variable} must name a PostgreSQL server on which this may make databases, like \"Host=127.0.0.1;Username=postgres;Database=postgres\"."));
        await database.MigrateAsync(MigrationSet.Cluster);
        await using var store = await PostgresClusterStore.OpenAsync(database.ConnectionString, new PostgresClusterStoreOptions { Writers = writers }, NullLogger.Instance, CancellationToken.None);
        var versions = new long[customers];

        // Who moves next has nothing to do with who came next.
        int[] order = [.. Enumerable.Range(0, customers)];
        new Random(1).Shuffle(order);

        // Everybody once, so that what is measured is the change of what is there.
        await RunAsync(store, versions, [.. Enumerable.Range(0, customers)], transactions, callers, rounds: 1, TimeSpan.MaxValue);
        database.Execute("CHECKPOINT");
        var wal = Wal(database);
        var started = Stopwatch.GetTimestamp();
        var (commits, latencies) = await RunAsync(store, versions, order, transactions, callers, rounds: int.MaxValue, TimeSpan.FromSeconds(seconds));
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        wal = Wal(database) - wal;
        await Task.Delay(TimeSpan.FromSeconds(2)); // The server's statistics come late.
        latencies.Sort();
        Console.WriteLine(
            $"writers {writers}, {transactions} transactions a commit, {customers} customers, {callers} callers: {commits / elapsed:N0} commits/s, {commits * (double)transactions / elapsed:N0} transactions/s, " +
            $"p50 {latencies[latencies.Count / 2]:N0} ms, p99 {latencies[(int)(latencies.Count * 0.99)]:N0} ms, WAL {wal / commits:N0} B/commit, " +
            $"changed in place: customers {InPlace(database, "customers")}, states {InPlace(database, "states")}; synchronous_commit {database.Ask<string>("SHOW synchronous_commit")}, fsync {database.Ask<string>("SHOW fsync")}");
    }

    private static async Task<(long Commits, List<double> Latencies)> RunAsync(PostgresClusterStore store, long[] versions, int[] order, int transactions, int callers, int rounds, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            var state = new byte[StateBytes];
            random.NextBytes(state);
            var latencies = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                for (var place = caller; place < order.Length; place += callers)
                {
                    var customer = order[place];
                    if (clock.Elapsed > time)
                        return latencies;
                    var started = Stopwatch.GetTimestamp();
                    versions[customer] = (await store.CommitAsync(Commit(random, customer, versions[customer], state, transactions), CancellationToken.None)).Version;
                    latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }

            return latencies;
        })));
        List<double> merged = [.. all.SelectMany(own => own)];
        return (merged.Count, merged);
    }

    private static CustomerCommit Commit(Random random, int customer, long version, byte[] state, int transactions)
    {
        var id = $"customer-{customer:D8}";
        var at = Start.AddMinutes(version * 60);
        random.NextBytes(state.AsSpan(random.Next(StateBytes - 64), 64));
        var commit = new CustomerCommit { CustomerId = id, AfterVersion = version, State = state, Summary = new StateSummary(random.NextDouble(), RiskLevel.Low, Maturity.Established, at) };
        for (var i = 0; i < transactions; i++)
        {
            commit.Transactions.Add(new Transaction
            {
                CustomerId = id,
                TransactionId = $"{version:D6}-{i:D3}-{customer:D8}",
                Timestamp = at.AddMinutes(i),
                Amount = new Money(random.NextInt64(1, 10_000_000)),
                Direction = Direction.Debit,
                Category = Category.Groceries,
                Channel = Channel.Card,
                Status = TransactionStatus.Completed,
                BalanceAfter = new Money(random.NextInt64(1, 100_000_000)),
                Currency = "EUR",
                Merchant = "Corner shop 17",
            });
        }

        if (random.Next(10) == 0)
            commit.Scores.Add(new ScorePoint(at, random.NextDouble(), RiskLevel.Low) { ModelVersion = "m" });
        return commit;
    }

    private static decimal Wal(BenchmarkDatabase database) => database.Ask<decimal>("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn");

    private static string InPlace(BenchmarkDatabase database, string table) =>
        database.Ask<string>($"SELECT round(100.0 * n_tup_hot_upd / greatest(n_tup_upd, 1), 1) || ' %' FROM pg_stat_user_tables WHERE schemaname = 'cluster' AND relname = '{table}'");
}
