using System.Data;
using Npgsql;
using NpgsqlTypes;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Ports;

namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>
/// Lets those commits pass that follow the stored version of their customer, and notes what lists show of it. Rows that exist
/// first, new ones after them, both in order of id: two groups that share customers wait for each other, but never in a circle.
/// </summary>
internal static class CustomerFence
{
    private const string Update = """
        UPDATE cluster.customers c SET version = c.version + 1,
            transaction_count = c.transaction_count + n.transactions,
            score_count = c.score_count + n.scores,
            quiet_until_ms = COALESCE(n.quiet_until_ms, c.quiet_until_ms),
            probability = CASE WHEN n.has_state THEN n.probability ELSE c.probability END,
            risk_level = CASE WHEN n.has_state THEN n.risk_level ELSE c.risk_level END,
            maturity = CASE WHEN n.has_state THEN n.maturity ELSE c.maturity END,
            latest_event_at = CASE WHEN n.has_state THEN n.latest_event_at ELSE c.latest_event_at END,
            latest_utc_offset_minutes = CASE WHEN n.has_state THEN n.latest_utc_offset_minutes ELSE c.latest_utc_offset_minutes END
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            AS n (customer_id, version, transactions, scores, has_state, quiet_until_ms, probability, risk_level, maturity, latest_event_at, latest_utc_offset_minutes)
        WHERE c.customer_id = n.customer_id AND c.version = n.version
        RETURNING c.customer_id, c.customer_no, c.transaction_count, c.score_count
        """;

    private const string Insert = """
        INSERT INTO cluster.customers AS c (customer_id, version, transaction_count, score_count, quiet_until_ms, probability, risk_level, maturity, latest_event_at, latest_utc_offset_minutes, shard)
        SELECT customer_id, version + 1, transactions, scores, COALESCE(quiet_until_ms, 0), probability, risk_level, maturity, latest_event_at, latest_utc_offset_minutes, shard
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            AS n (customer_id, version, transactions, scores, has_state, quiet_until_ms, probability, risk_level, maturity, latest_event_at, latest_utc_offset_minutes, shard)
        ON CONFLICT (customer_id) DO NOTHING
        RETURNING c.customer_id, c.customer_no, c.transaction_count, c.score_count
        """;

    /// <param name="session">In the transaction.</param>
    /// <param name="commits">At most one of a customer, in order of id.</param>
    /// <param name="commitNumber">Number of the transaction.</param>
    /// <returns>Those that passed, in order of id.</returns>
    public static List<FencedCommit> Pass(WriterSession session, IReadOnlyList<CustomerCommit> commits, out long commitNumber)
    {
        List<CustomerCommit> known = [.. commits.Where(c => c.AfterVersion > 0)], added = [.. commits.Where(c => c.AfterVersion == 0)];
        using var batch = new NpgsqlBatch(session.Connection);
        if (known.Count > 0)
            batch.BatchCommands.Add(Command(Update, known));
        if (added.Count > 0)
        {
            var insert = Command(Insert, added);
            insert.Parameters.Add(new NpgsqlParameter { Value = added.ConvertAll(c => (short)Shards.Of(c.CustomerId)).ToArray() });
            batch.BatchCommands.Add(insert);
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_current_xact_id()::text::bigint"));
        var passed = new Dictionary<string, (int No, long Transactions, long Scores)>(commits.Count, StringComparer.Ordinal);
        using var row = batch.ExecuteReader();
        for (var results = batch.BatchCommands.Count; results > 1; results--)
        {
            while (row.Read())
                passed.Add(row.GetString(0), (row.GetInt32(1), row.GetInt64(2), row.GetInt64(3)));
            row.NextResult();
        }

        row.Read();
        commitNumber = session.CommitBase + row.GetInt64(0);
        var fenced = new List<FencedCommit>(passed.Count);
        foreach (var commit in commits)
        {
            if (passed.TryGetValue(commit.CustomerId, out var p))
                fenced.Add(new FencedCommit(commit, p.No, p.Transactions - commit.Transactions.Count + 1, p.Scores - commit.Scores.Count + 1));
        }

        return fenced;
    }

    private static NpgsqlBatchCommand Command(string sql, List<CustomerCommit> commits)
    {
        var command = new NpgsqlBatchCommand(sql);
        Add(commits.ConvertAll(c => c.CustomerId));
        Add(commits.ConvertAll(c => c.AfterVersion));
        Add(commits.ConvertAll(c => (long)c.Transactions.Count));
        Add(commits.ConvertAll(c => (long)c.Scores.Count));
        Add(commits.ConvertAll(c => c.State is not null));
        Add(commits.ConvertAll(c => c.QuietUntilMs));
        Add(commits.ConvertAll(c => c.Summary.Probability));
        Add(commits.ConvertAll(c => (short)c.Summary.Level));
        Add(commits.ConvertAll(c => (short)c.Summary.Maturity));
        Add(commits.ConvertAll(c => c.Summary.LatestEvent is { } at ? StoredMoment.Of(at) : (DateTime?)null), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz);
        Add(commits.ConvertAll(c => c.Summary.LatestEvent is { } at ? StoredMoment.OffsetOf(at) : (short?)null));
        return command;

        void Add<T>(List<T> values, NpgsqlDbType? type = null)
        {
            var parameter = new NpgsqlParameter { Value = values.ToArray() };
            if (type is { } t)
                parameter.NpgsqlDbType = t;
            command.Parameters.Add(parameter);
        }
    }
}
