using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Storage;

/// <content>What lies behind a customer.</content>
public sealed partial class SqliteStore
{
    private const string OneTransaction = $"SELECT {TransactionRows.Columns}, customer_id FROM transactions JOIN customers USING (customer_no) WHERE position = ?";

    /// <summary>Of two transactions of a customer, the one logged earlier is later in time by at most the lateness horizon: seven local days, and what offsets can add.</summary>
    private static readonly TimeSpan Disorder = TimeSpan.FromDays(9);

    public IEnumerable<Transaction> ReadTransactions(int customerNo)
    {
        using var lease = _readers.Rent();
        var row = lease.Database.Prepare(OneTransaction);
        string? currency = null;

        // Listed newest first: only the positions are held until the oldest is known.
        List<long> positions = [.. _transactions.Rows(lease.Database, customerNo)];
        for (var i = positions.Count - 1; i >= 0; i--)
        {
            row.Bind(1, positions[i]);
            row.Step();
            var transaction = TransactionRows.Read(row, row.Text(14), ref currency);
            row.Reset();
            yield return transaction;
        }
    }

    public ValueTask<HistoryPage<Transaction>> ReadTransactionsAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken)
    {
        using var lease = _readers.Rent();
        var found = new LatestItems<Transaction>(before, limit);
        var row = lease.Database.Prepare(OneTransaction);
        string? currency = null;
        foreach (var position in _transactions.Rows(lease.Database, customerNo))
        {
            cancellationToken.ThrowIfCancellationRequested();
            row.Bind(1, position);
            row.Step();
            var at = row.Moment(3);
            found.Add(TransactionRows.Read(row, row.Text(14), ref currency), new HistoryCursor(at, position));
            row.Reset();
            if (found.IsSettledBefore(at + Disorder))
                break;
        }

        return ValueTask.FromResult(found.ToPage());
    }

    public ValueTask<HistoryPage<ScorePoint>> ReadScoresAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken)
    {
        using var lease = _readers.Rent();
        var found = new LatestItems<ScorePoint>(before, limit);
        var row = lease.Database.Prepare($"{ScoreRows.Select} WHERE s.id = ?");

        // A history that is loaded after the present was judged leads back in time, by any distance: so all are looked at.
        foreach (var id in _scores.Rows(lease.Database, customerNo))
        {
            cancellationToken.ThrowIfCancellationRequested();
            row.Bind(1, id);
            row.Step();
            found.Add(ScoreRows.Read(row), new HistoryCursor(row.Moment(0), id));
            row.Reset();
        }

        return ValueTask.FromResult(found.ToPage());
    }

    public ValueTask<HistoryPage<SequencedIntervention>> ReadInterventionsAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken)
    {
        using var lease = _readers.Rent();
        var found = new LatestItems<SequencedIntervention>(before, limit);
        var row = lease.Database.Prepare($"{InterventionRows.Select} WHERE customer_no = ?").Bind(1, (long)customerNo);
        foreach (var intervention in All(row, InterventionRows.Read))
            found.Add(intervention, new HistoryCursor(intervention.Intervention.At, intervention.Sequence));
        return ValueTask.FromResult(found.ToPage());
    }

    public ValueTask<IReadOnlyList<SequencedIntervention>> ReadInterventionsAsync(long afterSequence, int limit, CancellationToken cancellationToken)
    {
        using var lease = _readers.Rent();
        var row = lease.Database.Prepare($"{InterventionRows.Select} WHERE sequence > ? ORDER BY sequence LIMIT ?").Bind(1, afterSequence).Bind(2, (long)limit);
        return ValueTask.FromResult<IReadOnlyList<SequencedIntervention>>(All(row, InterventionRows.Read));
    }

    public ValueTask<IReadOnlyList<SequencedDeadLetter>> ReadDeadLettersAsync(long afterSequence, int limit, CancellationToken cancellationToken)
    {
        using var lease = _readers.Rent();
        var row = lease.Database.Prepare("SELECT id, document, error, source, at_ms FROM dead_letters WHERE id > ? ORDER BY id LIMIT ?").Bind(1, afterSequence).Bind(2, (long)limit);
        return ValueTask.FromResult<IReadOnlyList<SequencedDeadLetter>>(
            All(row, r => new SequencedDeadLetter(r.Int64(0), new DeadLetter(r.Text(1), r.Text(2), r.Text(3), DateTimeOffset.FromUnixTimeMilliseconds(r.Int64(4))))));
    }

    private static List<T> All<T>(SqliteStatement row, Func<SqliteStatement, T> read)
    {
        var all = new List<T>();
        while (row.Step())
            all.Add(read(row));
        return all;
    }
}
