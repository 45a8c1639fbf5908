using System.Text.Json;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage.Postgres;
using PreDelinquency.Storage.Postgres.Cluster;

namespace PreDelinquency.Storage;

/// <content>Reading for those who host customers, shards and relays.</content>
public sealed partial class PostgresClusterStore
{
    private const string StateColumns = "version, state, profile";
    private const string StateTables = "cluster.customers LEFT JOIN cluster.states USING (customer_no) LEFT JOIN cluster.profiles USING (customer_no)";

    public async ValueTask<StoredState> LoadAsync(string customerId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(customerId);
        using var row = await _readers.QueryAsync($"SELECT {StateColumns} FROM {StateTables} WHERE customer_id = $1", cancellationToken, customerId);
        return await row.ReadAsync(cancellationToken) ? ReadState(row) : StoredState.Unknown;
    }

    public async ValueTask<IReadOnlyList<StoredState>> LoadAsync(IReadOnlyList<string> customerIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(customerIds);
        var stored = new Dictionary<string, StoredState>(StringComparer.Ordinal);
        using var row = await _readers.QueryAsync(
            $"SELECT {StateColumns}, customer_id FROM {StateTables} WHERE customer_id = ANY($1)", cancellationToken, (object)customerIds.Select(StoredText.Encode).ToArray());
        while (await row.ReadAsync(cancellationToken))
            stored[row.Text(3)] = ReadState(row);
        return [.. customerIds.Select(id => stored.GetValueOrDefault(id, StoredState.Unknown))];
    }

    public async ValueTask<KnownIds> FindIdsAsync(string customerId, IReadOnlyList<string> transactionIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(customerId);
        ArgumentNullException.ThrowIfNull(transactionIds);
        var logged = await AllAsync(
            row => row.Text(0),
            "SELECT DISTINCT transaction_id FROM cluster.transactions WHERE customer_no = (SELECT customer_no FROM cluster.customers WHERE customer_id = $1) AND transaction_id = ANY($2)",
            cancellationToken, customerId, transactionIds.Select(StoredText.Encode).ToArray());
        var buried = await AllAsync(
            row => row.Text(0),
            "SELECT transaction_id FROM cluster.dead_letters WHERE identity_hash = ANY($1)",
            cancellationToken, (object)transactionIds.Select(id => IdentifiedLetter.HashOf(customerId, id)).ToArray());
        return new KnownIds(logged.ToHashSet(StringComparer.Ordinal), buried.ToHashSet(StringComparer.Ordinal));
    }

    public async ValueTask<ClusterTotals> ReadTotalsAsync(CancellationToken cancellationToken)
    {
        using var row = await _readers.QueryAsync(
            """
            SELECT COALESCE(SUM(transactions), 0)::bigint, COALESCE(SUM(duplicates), 0)::bigint,
                (SELECT value FROM cluster.counters WHERE name = 'dead_letters'), (SELECT value FROM cluster.counters WHERE name = 'interventions')
            FROM cluster.totals
            """,
            cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new ClusterTotals(row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3));
    }

    public ValueTask<IReadOnlyList<ListedCustomer>> ReadShardAsync(int shard, string afterCustomerId, int limit, CancellationToken cancellationToken) => AllAsync(
        row => new ListedCustomer(
            row.Text(0), row.Int64(1), new StateSummary(row.Double(2), (RiskLevel)row.Int16(3), (Maturity)row.Int16(4), row.IsNull(5) ? null : row.Moment(5, 6))),
        """
        SELECT customer_id, version, probability, risk_level, maturity, latest_event_at, latest_utc_offset_minutes FROM cluster.customers
        WHERE shard = $1 AND customer_id > $2 ORDER BY customer_id LIMIT $3
        """,
        cancellationToken, (short)shard, afterCustomerId, limit);

    public async ValueTask<ShardFigures> ReadShardFiguresAsync(int shard, CancellationToken cancellationToken)
    {
        var furthest = await AllAsync(
            row => new FrontRunner(row.Text(0), row.Utc(1).ToUnixTimeMilliseconds()),
            "SELECT customer_id, latest_event_at FROM cluster.customers WHERE shard = $1 AND latest_event_at IS NOT NULL ORDER BY latest_event_at DESC LIMIT $2",
            cancellationToken, (short)shard, FrontRunner.Most);
        using var row = await _readers.QueryAsync(
            """
            SELECT count(*), count(*) FILTER (WHERE risk_level = 0), count(*) FILTER (WHERE risk_level = 1), count(*) FILTER (WHERE risk_level = 2), count(*) FILTER (WHERE risk_level = 3),
                count(latest_event_at), COALESCE(SUM(trunc(probability * 1e9)::bigint) FILTER (WHERE latest_event_at IS NOT NULL), 0)::bigint
            FROM cluster.customers WHERE shard = $1
            """,
            cancellationToken, (short)shard);
        await row.ReadAsync(cancellationToken);
        return new ShardFigures
        {
            Sums = new RiskSums
            {
                Customers = row.Int64(0),
                Low = row.Int64(1),
                Medium = row.Int64(2),
                High = row.Int64(3),
                Critical = row.Int64(4),
                Scored = row.Int64(5),
                ProbabilitySumE9 = row.Int64(6),
            },
            Furthest = furthest,
        };
    }

    public ValueTask<IReadOnlyList<CustomerSummary>> ReadHighRiskAsync(int shard, RiskLevel level, int limit, CancellationToken cancellationToken) => AllAsync(
        row => new CustomerSummary(row.Text(0), row.Double(1), (RiskLevel)row.Int16(2), (Maturity)row.Int16(3), row.Moment(4, 5)),
        """
        SELECT customer_id, probability, risk_level, maturity, latest_event_at, latest_utc_offset_minutes FROM cluster.customers
        WHERE shard = $1 AND risk_level >= $2 AND latest_event_at IS NOT NULL ORDER BY probability DESC, customer_id LIMIT $3
        """,
        cancellationToken, (short)shard, (short)level, limit);

    // Without an index on what is due: it would be written with every commit, and a shard is read in a moment.
    public ValueTask<IReadOnlyList<string>> ReadDueAsync(int shard, long nowMs, string afterCustomerId, int limit, CancellationToken cancellationToken) => AllAsync(
        row => row.Text(0),
        "SELECT customer_id FROM cluster.customers WHERE shard = $1 AND customer_id > $2 AND quiet_until_ms <= $3 AND latest_event_at IS NOT NULL ORDER BY customer_id LIMIT $4",
        cancellationToken, (short)shard, afterCustomerId, nowMs, limit);

    public ValueTask<IReadOnlyList<PublishedScore>> ReadScoresAfterAsync(ScoreCursor after, int limit, CancellationToken cancellationToken) => AllAsync(
        row => new PublishedScore(new ScoreCursor(row.Int64(10), row.Int32(11)), row.Text(12), ScoreRows.Read(row), row.IsNull(13) ? null : row.Text(13)),
        $"""
        {ScoreRows.ClusterColumns}, commit_number, number, customer_id, trace_parent FROM {ScoreRows.ClusterTables} JOIN cluster.customers USING (customer_no)
        WHERE (commit_number, number) > ($1, $2)
            AND commit_number < (SELECT value FROM cluster.counters WHERE name = 'commit_base') + pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        ORDER BY commit_number, number LIMIT $3
        """,
        cancellationToken, after.Commit, after.Number, limit);

    public async ValueTask<ScoreCursor> ReadCursorAsync(string topic, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        using var row = await _readers.QueryAsync("SELECT commit_number, number FROM cluster.cursors WHERE topic = $1", cancellationToken, topic);
        return await row.ReadAsync(cancellationToken) ? new ScoreCursor(row.Int64(0), row.Int64(1)) : ScoreCursor.Start;
    }

    public async ValueTask AdvanceAsync(string topic, ScoreCursor cursor, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);

        // Of two who pass on the same topic, the slower one must not set the other back.
        using var row = await _readers.QueryAsync(
            """
            INSERT INTO cluster.cursors AS c (topic, commit_number, number) VALUES ($1, $2, $3)
            ON CONFLICT (topic) DO UPDATE SET commit_number = EXCLUDED.commit_number, number = EXCLUDED.number, advanced_at = now()
            WHERE (c.commit_number, c.number) < (EXCLUDED.commit_number, EXCLUDED.number)
            """,
            cancellationToken, topic, cursor.Commit, cursor.Number);
    }

    private static StoredState ReadState(PostgresRows row)
    {
        var stored = new StoredState(row.Int64(0), row.IsNull(1) ? default(ReadOnlyMemory<byte>?) : row.Bytes(1), null);
        try
        {
            return row.IsNull(2) ? stored : stored with { Profile = StoredJson.ReadProfile(row.Text(2)) };
        }
        catch (JsonException e)
        {
            // No failure of the store, and nobody else's concern.
            if (StoredJson.IsProfileOfLaterForm(row.Text(2)))
                return stored with { IsProfileOfLaterVersion = true };
            return stored with { ProfileDamage = $"it is not as this version of the program writes it, at {e.Path ?? "$"}" };
        }
    }

    private async ValueTask<IReadOnlyList<T>> AllAsync<T>(Func<PostgresRows, T> read, string sql, CancellationToken cancellationToken, params object[] arguments)
    {
        using var rows = await _readers.QueryAsync(sql, cancellationToken, arguments);
        var all = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
            all.Add(read(rows));
        return all;
    }
}
