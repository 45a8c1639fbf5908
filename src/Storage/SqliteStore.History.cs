using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Storage;

/// <content>What lies behind a customer.</content>
public sealed partial class SqliteStore
{
    /// <summary>Of two transactions of a customer, the one logged earlier is later in time by at most the lateness horizon: seven local days, and what offsets can add.</summary>
    private static readonly TimeSpan Disorder = TimeSpan.FromDays(9);

    public ValueTask<IReadOnlyList<Transaction>> ReadTransactionsAsync(int customerNo, DateTimeOffset? before, int limit, CancellationToken cancellationToken)
    {
        using var lease = _readers.Rent();
        var found = new PriorityQueue<Transaction, DateTimeOffset>();
        var row = lease.Database.Prepare($"SELECT {TransactionRows.Columns}, customer_id FROM transactions JOIN customers USING (customer_no) WHERE position = ?");
        string? currency = null;
        foreach (var position in _transactions.Rows(lease.Database, customerNo))
        {
            cancellationToken.ThrowIfCancellationRequested();
            row.Bind(1, position);
            row.Step();
            var at = row.Moment(3);
            var isFull = found.Count == limit && found.TryPeek(out _, out var oldest) && at + Disorder < oldest;
            if (!isFull && (before is null || at < before))
                Keep(found, TransactionRows.Read(row, row.Text(14), ref currency), at, limit);
            row.Reset();
            if (isFull)
                break;
        }

        return ValueTask.FromResult<IReadOnlyList<Transaction>>(NewestFirst(found));
    }

    public ValueTask<IReadOnlyList<ScorePoint>> ReadScoresAsync(int customerNo, DateTimeOffset? before, int limit, CancellationToken cancellationToken)
    {
        using var lease = _readers.Rent();
        var found = new List<ScorePoint>();
        var row = lease.Database.Prepare("SELECT at_ms, offset_minutes, probability, level FROM scores WHERE id = ?");

        // A customer's points are recorded in order of time.
        foreach (var id in _scores.Rows(lease.Database, customerNo))
        {
            cancellationToken.ThrowIfCancellationRequested();
            row.Bind(1, id);
            row.Step();
            if (before is null || row.Moment(0) < before)
                found.Add(new ScorePoint(row.Moment(0), row.Double(2), (RiskLevel)row.Int32(3)));
            row.Reset();
            if (found.Count == limit)
                break;
        }

        return ValueTask.FromResult<IReadOnlyList<ScorePoint>>(found);
    }

    public ValueTask<IReadOnlyList<SequencedIntervention>> ReadInterventionsAsync(int customerNo, DateTimeOffset? before, int limit, CancellationToken cancellationToken)
    {
        using var lease = _readers.Rent();
        var row = lease.Database.Prepare($"{InterventionRows.Select} WHERE customer_no = ? AND at_ms < ? ORDER BY at_ms DESC, number DESC LIMIT ?")
            .Bind(1, (long)customerNo).Bind(2, before?.ToUnixTimeMilliseconds() ?? long.MaxValue).Bind(3, (long)limit);
        return ValueTask.FromResult<IReadOnlyList<SequencedIntervention>>(All(row, InterventionRows.Read));
    }

    public ValueTask<IReadOnlyList<SequencedIntervention>> ReadInterventionsAsync(long afterSequence, int limit, CancellationToken cancellationToken)
    {
        using var lease = _readers.Rent();
        var row = lease.Database.Prepare($"{InterventionRows.Select} WHERE sequence > ? ORDER BY sequence LIMIT ?").Bind(1, afterSequence).Bind(2, (long)limit);
        return ValueTask.FromResult<IReadOnlyList<SequencedIntervention>>(All(row, InterventionRows.Read));
    }

    public ValueTask<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(int limit, CancellationToken cancellationToken)
    {
        using var lease = _readers.Rent();
        var row = lease.Database.Prepare("SELECT document, error, source, at_ms FROM dead_letters ORDER BY id DESC LIMIT ?").Bind(1, (long)limit);
        return ValueTask.FromResult<IReadOnlyList<DeadLetter>>(All(row, r => new DeadLetter(r.Text(0), r.Text(1), r.Text(2), DateTimeOffset.FromUnixTimeMilliseconds(r.Int64(3)))));
    }

    private static void Keep(PriorityQueue<Transaction, DateTimeOffset> found, Transaction transaction, DateTimeOffset at, int limit)
    {
        if (found.Count < limit)
            found.Enqueue(transaction, at);
        else
            found.EnqueueDequeue(transaction, at);
    }

    private static List<Transaction> NewestFirst(PriorityQueue<Transaction, DateTimeOffset> found)
    {
        var list = new List<Transaction>(found.Count);
        while (found.TryDequeue(out var transaction, out _))
            list.Add(transaction);
        list.Reverse();
        return list;
    }

    private static List<T> All<T>(SqliteStatement row, Func<SqliteStatement, T> read)
    {
        var all = new List<T>();
        while (row.Step())
            all.Add(read(row));
        return all;
    }
}
