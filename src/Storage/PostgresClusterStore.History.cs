using System.Runtime.CompilerServices;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Storage.Postgres;

namespace PreDelinquency.Storage;

/// <content>What lies behind a customer, and what all customers' interventions and dead letters are listed by.</content>
public sealed partial class PostgresClusterStore
{
    private const string OfCustomer = "customer_no = (SELECT customer_no FROM cluster.customers WHERE customer_id = $1)";
    private const string SelectInterventions = """
        SELECT sequence, customer_id, intervention_id, proposed_at, utc_offset_minutes, i.risk_level, kind, channel, priority, driver, message, i.probability, reasons, model_version, status,
            episode_opened_on, trace_parent
        FROM cluster.interventions i JOIN cluster.customers USING (customer_no)
        """;

    public async IAsyncEnumerable<Transaction> ReadTransactionsAsync(string customerId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var rows = await _readers.QueryAsync($"SELECT {LogRows.Columns} FROM cluster.transactions WHERE {OfCustomer} ORDER BY position", cancellationToken, customerId);
        string? currency = null;
        while (await rows.ReadAsync(cancellationToken))
            yield return LogRows.Read(rows, customerId, ref currency);
    }

    public ValueTask<HistoryPage<Transaction>> ReadTransactionsAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken)
    {
        string? currency = null;
        return PageAsync(
            $"SELECT {LogRows.Columns} FROM cluster.transactions", "occurred_at", "position", customerId, before, limit,
            row => LogRows.Read(row, customerId, ref currency), (row, transaction) => new HistoryCursor(transaction.Timestamp, row.Int64(0)), cancellationToken);
    }

    public ValueTask<HistoryPage<ScorePoint>> ReadScoresAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken) => PageAsync(
        $"{ScoreRows.ClusterColumns} FROM {ScoreRows.ClusterTables}", "scored_at", "position", customerId, before, limit,
        ScoreRows.Read, (row, point) => new HistoryCursor(point.At, row.Int64(0)), cancellationToken);

    public ValueTask<HistoryPage<SequencedIntervention>> ReadInterventionsAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken) => PageAsync(
        SelectInterventions, "proposed_at", "sequence", customerId, before, limit,
        InterventionRows.Read, (_, item) => new HistoryCursor(item.Intervention.At, item.Sequence), cancellationToken);

    public ValueTask<IReadOnlyList<SequencedIntervention>> ReadInterventionsAsync(long afterSequence, int limit, CancellationToken cancellationToken) =>
        AllAsync(InterventionRows.Read, $"{SelectInterventions} WHERE sequence > $1 ORDER BY sequence LIMIT $2", cancellationToken, afterSequence, limit);

    public ValueTask<IReadOnlyList<PublishedIntervention>> ReadInterventionsAfterAsync(long sequence, int limit, CancellationToken cancellationToken) => AllAsync(
        row => new PublishedIntervention(InterventionRows.Read(row), row.IsNull(16) ? null : row.Text(16)),
        $"{SelectInterventions} WHERE sequence > $1 ORDER BY sequence LIMIT $2", cancellationToken, sequence, limit);

    public ValueTask<IReadOnlyList<SequencedDeadLetter>> ReadDeadLettersAsync(long afterSequence, int limit, CancellationToken cancellationToken) => AllAsync(
        DeadLetterRows.Read, "SELECT sequence, document, error, source, refused_at FROM cluster.dead_letters WHERE sequence > $1 ORDER BY sequence LIMIT $2",
        cancellationToken, afterSequence, limit);

    private async ValueTask<HistoryPage<T>> PageAsync<T>(
        string select, string moment, string number, string customerId, HistoryCursor? before, int limit,
        Func<PostgresRows, T> read, Func<PostgresRows, T, HistoryCursor> placeOf, CancellationToken cancellationToken)
    {
        // The bound on the moment alone lets months be passed over, which a comparison of pairs does not.
        var (at, position) = StoredMoment.Place(before);
        var sql = $"{select} WHERE {OfCustomer} AND {moment} <= $2 AND ({moment}, {number}) < ($2, $3) ORDER BY {moment} DESC, {number} DESC LIMIT $4";
        using var rows = await _readers.QueryAsync(sql, cancellationToken, customerId, at, position, limit + 1L);
        return await HistoryPages.ReadAsync(rows, limit, read, placeOf, cancellationToken);
    }
}
