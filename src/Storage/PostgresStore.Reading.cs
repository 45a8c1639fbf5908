using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage.Postgres;

namespace PreDelinquency.Storage;

/// <content>Reading for the engine. Long lists come in pages, each a statement of its own: what is in the log never changes, so no page needs the moment of the one before.</content>
public sealed partial class PostgresStore
{
    private const int Page = 8192;

    public StoreTotals ReadTotals()
    {
        using var row = _readers.Query("SELECT log_position, transactions, duplicates, dead_letters, interventions, stream_ms, commits, owner_epoch FROM totals");
        row.Read();
        _ownership.RequireEpoch(row.Int64(7));
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
        using var row = _readers.Query("""
            SELECT customer_no, customer_id, position, probability, risk_level, maturity, latest_event_at, latest_utc_offset_minutes
            FROM customers LEFT JOIN states USING (customer_no) ORDER BY customer_no
            """);
        while (row.Read())
        {
            var isStored = !row.IsNull(2);
            var summary = isStored
                ? new StateSummary(row.Double(3), (RiskLevel)row.Int16(4), (Maturity)row.Int16(5), row.IsNull(6) ? null : row.Moment(6, 7))
                : default;
            yield return new CustomerRecord(row.Int32(0), row.Text(1), isStored ? row.Int64(2) : 0, summary);
        }
    }

    public IReadOnlyList<long> ReadSlotPositions()
    {
        var positions = new long[Slots.Count];
        using var row = _readers.Query("SELECT slot, position FROM slots");
        while (row.Read())
            positions[row.Int16(0)] = row.Int64(1);
        return positions;
    }

    public IEnumerable<LogEntry> ReadTicks()
    {
        var before = long.MaxValue;
        while (ReadTicksBefore(before) is { Count: > 0 } page)
        {
            foreach (var (position, tick) in page)
            {
                before = position;
                yield return tick;
            }
        }
    }

    public IReadOnlyList<ModelEntry> ReadModels()
    {
        // A text that judged several parts of the log comes once.
        var texts = All(_readers.Query("SELECT model_id, document, trees FROM models"), row => (Id: row.Int32(0), Document: row.Text(1), Trees: row.Text(2))).ToDictionary(text => text.Id);
        return All(_readers.Query("SELECT after_position, model_id FROM model_spans WHERE model_id = ANY($1) ORDER BY after_position", texts.Keys.ToArray()), row =>
            new ModelEntry(row.Int64(0), texts[row.Int32(1)].Document, texts[row.Int32(1)].Trees));
    }

    public IReadOnlyList<StoredCustomer> ReadStored(IReadOnlyList<int> customerNos)
    {
        ArgumentNullException.ThrowIfNull(customerNos);
        var found = new Dictionary<int, StoredCustomer>();
        using var row = _readers.Query(
            "SELECT customer_no, state, profile FROM customers LEFT JOIN states USING (customer_no) LEFT JOIN profiles USING (customer_no) WHERE customer_no = ANY($1)",
            customerNos.Distinct().ToArray());
        while (row.Read())
            found.Add(row.Int32(0), new StoredCustomer(row.IsNull(1) ? null : row.Bytes(1), row.IsNull(2) ? null : StoredJson.ReadProfile(row.Text(2))));
        return [.. customerNos.Select(no => found.GetValueOrDefault(no))];
    }

    public IEnumerable<PositionedEntry> ReadLog(long afterPosition)
    {
        // The end first: whoever is named up to there is among the customers.
        var end = ReadTotals().Position;
        if (afterPosition >= end)
            yield break;
        var ids = ReadIds();
        for (var after = afterPosition; after < end; after += Page)
        {
            foreach (var entry in ReadPage(after, Math.Min(after + Page, end), ids))
                yield return entry;
        }
    }

    public IEnumerable<Transaction> ReadTransactions(int customerNo)
    {
        using var row = _readers.Query($"SELECT {LogRows.Columns}, customer_id FROM transactions JOIN customers USING (customer_no) WHERE customer_no = $1 ORDER BY position", customerNo);
        string? currency = null;
        while (row.Read())
            yield return LogRows.Read(row, row.Text(14), ref currency);
    }

    public IEnumerable<string> ReadTransactionIds(int customerNo) =>
        All(_readers.Query("SELECT transaction_id FROM transactions WHERE customer_no = $1", customerNo), row => row.Text(0));

    public IEnumerable<string> ReadBuriedIds(int customerNo) =>
        All(_readers.Query("SELECT transaction_id FROM dead_letters WHERE customer_no = $1", customerNo), row => row.Text(0));

    public IReadOnlyDictionary<int, int> ReadInterventionNumbers() =>
        All(_readers.Query("SELECT customer_no, MAX(number) FROM interventions GROUP BY customer_no"), row => (No: row.Int32(0), Number: row.Int32(1)))
            .ToDictionary(pair => pair.No, pair => pair.Number);

    private static List<T> All<T>(PostgresRows rows, Func<PostgresRows, T> read)
    {
        using (rows)
        {
            var all = new List<T>();
            while (rows.Read())
                all.Add(read(rows));
            return all;
        }
    }

    private List<(long Position, LogEntry Tick)> ReadTicksBefore(long position) => All(
        _readers.Query($"SELECT {LogRows.TickColumns} FROM ticks WHERE position < $1 ORDER BY position DESC LIMIT {Page}", position),
        row => (row.Int64(0), LogRows.ReadTick(row)));

    private List<string> ReadIds()
    {
        var ids = new List<string>();
        using var row = _readers.Query("SELECT customer_no, customer_id FROM customers ORDER BY customer_no");
        while (row.Read())
        {
            while (ids.Count <= row.Int32(0))
                ids.Add("");
            ids[row.Int32(0)] = row.Text(1);
        }

        return ids;
    }

    private List<PositionedEntry> ReadPage(long after, long through, List<string> ids)
    {
        string? currency = null;
        var page = All(
            _readers.Query($"SELECT {LogRows.TickColumns} FROM ticks WHERE position > $1 AND position <= $2", after, through),
            row => new PositionedEntry(row.Int64(0), LogRows.ReadTick(row)));
        page.AddRange(All(
            _readers.Query($"SELECT {LogRows.Columns} FROM transactions WHERE position > $1 AND position <= $2", after, through),
            row => new PositionedEntry(row.Int64(0), LogEntry.Of(row.Int32(1), LogRows.Read(row, ids[row.Int32(1)], ref currency)))));
        page.Sort((one, other) => one.Position.CompareTo(other.Position));
        return page;
    }
}
