using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Storage.Postgres;

namespace PreDelinquency.Storage;

/// <content>What lies behind a customer.</content>
public sealed partial class PostgresStore
{
    public ValueTask<HistoryPage<Transaction>> ReadTransactionsAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken)
    {
        string? currency = null;
        return PageAsync(
            $"SELECT {LogRows.Columns}, customer_id FROM transactions JOIN customers USING (customer_no)", "occurred_at", "position", customerNo, before, limit,
            row => LogRows.Read(row, row.Text(14), ref currency), (row, transaction) => new HistoryCursor(transaction.Timestamp, row.Int64(0)), cancellationToken);
    }

    public ValueTask<HistoryPage<ScorePoint>> ReadScoresAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken) =>
        PageAsync(ScoreRows.Select, "scored_at", "score_id", customerNo, before, limit, ScoreRows.Read, (row, point) => new HistoryCursor(point.At, row.Int64(0)), cancellationToken);

    public ValueTask<HistoryPage<SequencedIntervention>> ReadInterventionsAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken) =>
        PageAsync(
            InterventionRows.Select, "proposed_at", "sequence", customerNo, before, limit,
            InterventionRows.Read, (_, item) => new HistoryCursor(item.Intervention.At, item.Sequence), cancellationToken);

    public ValueTask<IReadOnlyList<SequencedIntervention>> ReadInterventionsAsync(long afterSequence, int limit, CancellationToken cancellationToken) =>
        AllAsync(InterventionRows.Read, $"{InterventionRows.Select} WHERE sequence > $1 ORDER BY sequence LIMIT $2", cancellationToken, afterSequence, limit);

    public ValueTask<IReadOnlyList<SequencedDeadLetter>> ReadDeadLettersAsync(long afterSequence, int limit, CancellationToken cancellationToken) =>
        AllAsync(DeadLetterRows.Read, $"{DeadLetterRows.Select} WHERE dead_letter_id > $1 ORDER BY dead_letter_id LIMIT $2", cancellationToken, afterSequence, limit);

    private async ValueTask<IReadOnlyList<T>> AllAsync<T>(Func<PostgresRows, T> read, string sql, CancellationToken cancellationToken, params object[] arguments)
    {
        using var rows = await _readers.QueryAsync(sql, cancellationToken, arguments);
        var all = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
            all.Add(read(rows));
        return all;
    }

    private async ValueTask<HistoryPage<T>> PageAsync<T>(
        string select, string moment, string number, int customerNo, HistoryCursor? before, int limit,
        Func<PostgresRows, T> read, Func<PostgresRows, T, HistoryCursor> placeOf, CancellationToken cancellationToken)
    {
        // The bound on the moment alone lets months be passed over, which a comparison of pairs does not.
        var (at, position) = StoredMoment.Place(before);
        var sql = $"{select} WHERE customer_no = $1 AND {moment} <= $2 AND ({moment}, {number}) < ($2, $3) ORDER BY {moment} DESC, {number} DESC LIMIT $4";
        using var rows = await _readers.QueryAsync(sql, cancellationToken, customerNo, at, position, limit + 1L);
        return await HistoryPages.ReadAsync(rows, limit, read, placeOf, cancellationToken);
    }
}
