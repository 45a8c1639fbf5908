using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Storage;

/// <content>Reading, on connections of its own.</content>
public sealed partial class SqliteStore
{
    public StoreTotals ReadTotals()
    {
        using var lease = _readers.Rent();
        var row = lease.Database.Prepare("SELECT position, transactions, duplicates, dead_letters, interventions, stream_ms, commits FROM totals");
        row.Step();
        return new StoreTotals
        {
            Position = row.Int64(0),
            Transactions = row.Int64(1),
            Duplicates = row.Int64(2),
            DeadLetters = row.Int64(3),
            Interventions = row.Int64(4),
            StreamMs = row.Int64(5),
            Commits = row.Int64(6),
        };
    }

    public IEnumerable<CustomerRecord> ReadCustomers()
    {
        using var lease = _readers.Rent();
        var row = lease.Database.Prepare("""
            SELECT customer_no, customer_id, position, probability, level, maturity, latest_ms, latest_offset_minutes
            FROM customers LEFT JOIN states USING (customer_no) ORDER BY customer_no
            """);
        while (row.Step())
        {
            var summary = row.IsNull(2)
                ? default
                : new StateSummary(row.Double(3), (RiskLevel)row.Int32(4), (Maturity)row.Int32(5), row.IsNull(6) ? null : row.Moment(6));
            yield return new CustomerRecord(row.Int32(0), row.Text(1), row.Int64(2), summary);
        }
    }

    public IReadOnlyList<long> ReadSlotPositions()
    {
        using var lease = _readers.Rent();
        var positions = new long[Slots.Count];
        var row = lease.Database.Prepare("SELECT slot, position FROM slots");
        while (row.Step())
            positions[row.Int32(0)] = row.Int64(1);
        return positions;
    }

    public IEnumerable<LogEntry> ReadTicks()
    {
        using var lease = _readers.Rent();
        var row = lease.Database.Prepare("SELECT slots, at_ms, from_no, through_no FROM ticks ORDER BY position DESC");
        while (row.Step())
            yield return TickOf(row, 0);
    }

    public IReadOnlyList<ModelEntry> ReadModels()
    {
        using var lease = _readers.Rent();
        var texts = All(lease.Database.Prepare("SELECT id, document, trees FROM model_texts"), row => (Id: row.Int64(0), Document: row.Text(1), Trees: row.Text(2))).ToDictionary(text => text.Id);
        return All(lease.Database.Prepare("SELECT after_position, model_id FROM model_spans ORDER BY after_position"), row => new ModelEntry(row.Int64(0), texts[row.Int64(1)].Document, texts[row.Int64(1)].Trees));
    }

    public IReadOnlyList<StoredCustomer> ReadStored(IReadOnlyList<int> customerNos)
    {
        ArgumentNullException.ThrowIfNull(customerNos);
        using var lease = _readers.Rent();
        var found = new StoredCustomer[customerNos.Count];
        var row = lease.Database.Prepare("SELECT state, profile FROM customers LEFT JOIN states USING (customer_no) LEFT JOIN profiles USING (customer_no) WHERE customer_no = ?");
        for (var i = 0; i < found.Length; i++)
        {
            row.Bind(1, (long)customerNos[i]);
            if (row.Step())
                found[i] = new StoredCustomer(row.IsNull(0) ? null : row.Blob(0).ToArray(), row.IsNull(1) ? null : StoredJson.ReadProfile(row.Text(1)));
            row.Reset();
        }

        return found;
    }

    public IEnumerable<PositionedEntry> ReadLog(long afterPosition)
    {
        using var lease = _readers.Rent();
        var ids = new List<string>();
        var customer = lease.Database.Prepare("SELECT customer_no, customer_id FROM customers ORDER BY customer_no");
        while (customer.Step())
        {
            while (ids.Count <= customer.Int32(0))
                ids.Add("");
            ids[customer.Int32(0)] = customer.Text(1);
        }

        var tick = lease.Database.Prepare("SELECT position, slots, at_ms, from_no, through_no FROM ticks WHERE position > ? ORDER BY position").Bind(1, afterPosition);
        var row = lease.Database.Prepare($"SELECT {TransactionRows.Columns} FROM transactions WHERE position > ? ORDER BY position").Bind(1, afterPosition);
        string? currency = null;
        var ticks = tick.Step();
        for (var rows = row.Step(); rows || ticks;)
        {
            if (ticks && (!rows || tick.Int64(0) < row.Int64(0)))
            {
                yield return new PositionedEntry(tick.Int64(0), TickOf(tick, 1));
                ticks = tick.Step();
            }
            else
            {
                yield return new PositionedEntry(row.Int64(0), LogEntry.Of(row.Int32(1), TransactionRows.Read(row, ids[row.Int32(1)], ref currency)));
                rows = row.Step();
            }
        }
    }

    public IEnumerable<string> ReadTransactionIds(int customerNo)
    {
        using var lease = _readers.Rent();
        var row = lease.Database.Prepare("SELECT transaction_id FROM transactions WHERE position = ?");
        foreach (var position in _transactions.Rows(lease.Database, customerNo))
        {
            row.Bind(1, position);
            if (row.Step())
                yield return row.Text(0);
            row.Reset();
        }
    }

    public IEnumerable<string> ReadBuriedIds(int customerNo)
    {
        using var lease = _readers.Rent();
        return All(lease.Database.Prepare("SELECT transaction_id FROM dead_letters WHERE customer_no = ?").Bind(1, (long)customerNo), row => row.Text(0));
    }

    public IReadOnlyDictionary<int, int> ReadInterventionNumbers()
    {
        using var lease = _readers.Rent();
        var numbers = new Dictionary<int, int>();
        var row = lease.Database.Prepare("SELECT customer_no, MAX(number) FROM interventions GROUP BY customer_no");
        while (row.Step())
            numbers.Add(row.Int32(0), row.Int32(1));
        return numbers;
    }

    private static LogEntry TickOf(SqliteStatement row, int column) =>
        LogEntry.Tick(unchecked((ulong)row.Int64(column)), row.Int64(column + 1), row.Int32(column + 2), row.Int32(column + 3));
}
