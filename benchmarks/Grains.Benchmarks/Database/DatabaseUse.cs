using PreDelinquency.Grains.Benchmarks.Hosting;

namespace PreDelinquency.Grains.Benchmarks.Database;

/// <summary>What a cluster's database holds, and what was written to get there.</summary>
internal sealed class DatabaseUse(BenchmarkStore store)
{
    /// <summary>Bytes of what is kept once per customer, with indexes and the room that versions leave.</summary>
    public long CustomerBytes { get; } = store.Ask("SELECT sum(pg_total_relation_size(name::regclass))::bigint FROM unnest(ARRAY['cluster.customers', 'cluster.states', 'cluster.profiles']) AS name");

    /// <summary>Bytes of the log of transactions, with indexes.</summary>
    public long TransactionBytes { get; } = BytesOf(store, "cluster.transactions");

    /// <summary>Bytes of the score points, with indexes.</summary>
    public long ScoreBytes { get; } = BytesOf(store, "cluster.risk_scores");

    public long Transactions { get; } = store.Ask("SELECT sum(transaction_count)::bigint FROM cluster.customers");

    public long Scores { get; } = store.Ask("SELECT sum(score_count)::bigint FROM cluster.customers");

    /// <summary>How often a state was written.</summary>
    public long Commits { get; } = store.Ask("SELECT sum(version)::bigint FROM cluster.customers");

    /// <summary>Bytes of write-ahead log since the server was made.</summary>
    public long LogPosition { get; } = store.Ask("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint");

    private static long BytesOf(BenchmarkStore store, string table) =>
        store.Ask($"SELECT sum(pg_total_relation_size(relid))::bigint FROM pg_partition_tree('{table}')");
}
