using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Sqlite;

/// <summary>Writes batches, each in one transaction, on the one connection that writes.</summary>
internal sealed class SqliteWriter
{
    private readonly SqliteDatabase _database;
    private readonly PostingIndex _transactions;
    private readonly PostingIndex _scores;
    private readonly ModelRows _models;
    private readonly MonitoringRows _monitoring;
    private long _nextScore;

    public SqliteWriter(SqliteDatabase database, PostingIndex transactions, PostingIndex scores)
    {
        (_database, _transactions, _scores) = (database, transactions, scores);
        _models = new ModelRows(database);
        _monitoring = new MonitoringRows(database, _models);
        _nextScore = database.ReadInt64("SELECT COALESCE(MAX(id), 0) + 1 FROM scores");
    }

    public void Commit(CommitBatch batch)
    {
        var score = _nextScore;
        try
        {
            _database.Execute("BEGIN IMMEDIATE");
            foreach (var unit in batch.Units)
                Write(unit, ref score);
            _transactions.Flush(_database);
            _scores.Flush(_database);
            Write(batch.Totals);
            _database.Execute("COMMIT");
        }
        catch (StoreException)
        {
            _transactions.RolledBack();
            _scores.RolledBack();
            _models.RolledBack();
            if (_database.InTransaction)
                _database.Execute("ROLLBACK");
            throw;
        }

        _nextScore = score;
        _transactions.Committed();
        _scores.Committed();
    }

    private void Write(CommitUnit unit, ref long score)
    {
        foreach (var customer in unit.NewCustomers)
            _database.Prepare("INSERT INTO customers (customer_no, customer_id) VALUES (?, ?)").Bind(1, (long)customer.No).Bind(2, customer.Id).Run();
        foreach (var model in unit.Models)
            _models.Write(model);
        WriteLog(unit);
        foreach (var entry in unit.Scores)
            Write(score++, entry);
        for (var i = 0; i < unit.Interventions.Count; i++)
            Write(unit.FirstSequence + i, unit.Interventions[i]);
        foreach (var (letter, customerNo, transactionId) in unit.DeadLetters)
        {
            _database.Prepare("INSERT INTO dead_letters (at_ms, source, document, error, customer_no, transaction_id) VALUES (?, ?, ?, ?, ?, ?)")
                .Bind(1, letter.At.ToUnixTimeMilliseconds()).Bind(2, letter.Source).Bind(3, letter.Document).Bind(4, letter.Error)
                .Bind(5, transactionId is null ? null : (long?)customerNo).Bind(6, transactionId).Run();
        }

        WriteProfiles(unit);
        _monitoring.Write(unit);
        foreach (var state in unit.States)
            Write(unit.LastPosition, state);
        for (var slot = 0; slot < Slots.Count; slot++)
        {
            if ((unit.CheckpointSlots & (1UL << slot)) != 0)
                _database.Prepare("INSERT OR REPLACE INTO slots (slot, position) VALUES (?, ?)").Bind(1, (long)slot).Bind(2, unit.CheckpointPosition).Run();
        }
    }

    // Name and addresses that are taken back are overwritten, not only left out; all else need not cost that.
    private void WriteProfiles(CommitUnit unit)
    {
        if (unit.Profiles.Count == 0)
            return;
        _database.Execute("PRAGMA secure_delete = ON");
        foreach (var (customerNo, profile) in unit.Profiles)
            _database.Prepare("INSERT OR REPLACE INTO profiles (customer_no, profile) VALUES (?, ?)").Bind(1, (long)customerNo).Bind(2, StoredJson.Write(profile)).Run();
        _database.Execute("PRAGMA secure_delete = OFF");
    }

    private void Write(long id, ScoreEntry entry)
    {
        var (customerNo, point) = entry;
        var (model, shadow) = (_models.IdOf(point.ModelVersion), _models.IdOf(point.Shadow?.ModelVersion));
        _scores.Add(customerNo, id);
        _database.Prepare("""
            INSERT INTO scores (id, customer_no, at_ms, offset_minutes, probability, level, model_id, shadow_id, shadow_probability, shadow_level)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
            .Bind(1, id).Bind(2, (long)customerNo).BindMoment(3, point.At).Bind(5, point.Probability).Bind(6, (long)point.Level)
            .Bind(7, model).Bind(8, shadow).Bind(9, point.Shadow?.Probability).Bind(10, (long?)point.Shadow?.Level)
            .Run();
    }

    private void WriteLog(CommitUnit unit)
    {
        if (unit.Log.Count == 0)
            return;
        var insert = _database.Prepare("""
            INSERT INTO transactions (position, customer_no, transaction_id, at_ms, offset_minutes, amount, direction, category, channel, status,
                balance_after, currency, merchant, due_day)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        var position = unit.FirstPosition;
        foreach (var entry in unit.Log)
        {
            if (entry.Transaction is { } transaction)
            {
                _transactions.Add(entry.CustomerNo, position);
                Write(insert, position, entry.CustomerNo, transaction);
            }
            else
            {
                _database.Prepare("INSERT INTO ticks (position, slots, at_ms, from_no, through_no) VALUES (?, ?, ?, ?, ?)")
                    .Bind(1, position).Bind(2, unchecked((long)entry.TickSlots)).Bind(3, entry.TickMs).Bind(4, (long)entry.TickFrom).Bind(5, (long)entry.TickThrough).Run();
            }

            position++;
        }
    }

    private static void Write(SqliteStatement insert, long position, int customerNo, Transaction t) =>
        insert.Bind(1, position).Bind(2, (long)customerNo).Bind(3, t.TransactionId).BindMoment(4, t.Timestamp).Bind(6, t.Amount.TenThousandths)
            .Bind(7, (long)t.Direction).Bind(8, (long)t.Category).Bind(9, (long)t.Channel).Bind(10, (long)t.Status)
            .Bind(11, t.BalanceAfter?.TenThousandths).Bind(12, t.Currency).Bind(13, t.Merchant).Bind(14, t.DueDate?.DayNumber)
            .Run();

    private void Write(long sequence, InterventionEntry entry)
    {
        var i = entry.Intervention;
        _database.Prepare("""
            INSERT INTO interventions (sequence, customer_no, number, intervention_id, at_ms, offset_minutes, level, kind, channel, priority, driver,
                message, probability, reasons, model_version, status, episode_day)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
            .Bind(1, sequence).Bind(2, (long)entry.CustomerNo).Bind(3, (long)entry.Number).Bind(4, i.InterventionId).BindMoment(5, i.At)
            .Bind(7, (long)i.Level).Bind(8, (long)i.Kind).Bind(9, (long)i.Channel).Bind(10, (long)i.Priority).Bind(11, (long)i.Driver)
            .Bind(12, i.Message).Bind(13, i.Probability).Bind(14, StoredJson.Write(i.Reasons)).Bind(15, i.ModelVersion).Bind(16, (long)entry.Status)
            .Bind(17, i.EpisodeOpenedOn?.DayNumber)
            .Run();
    }

    private void Write(long position, StateEntry state)
    {
        var s = state.Summary;
        _database.Prepare("""
            INSERT OR REPLACE INTO states (customer_no, position, probability, level, maturity, latest_ms, latest_offset_minutes, state)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
            .Bind(1, (long)state.CustomerNo).Bind(2, position).Bind(3, s.Probability).Bind(4, (long)s.Level).Bind(5, (long)s.Maturity)
            .Bind(6, s.LatestEvent?.ToUnixTimeMilliseconds()).Bind(7, (long?)s.LatestEvent?.TotalOffsetMinutes).Bind(8, state.State.Span)
            .Run();
    }

    private void Write(StoreTotals totals) =>
        _database.Prepare("UPDATE totals SET position = ?, transactions = ?, duplicates = ?, dead_letters = ?, interventions = ?, stream_ms = ?, commits = ?")
            .Bind(1, totals.Position).Bind(2, totals.Transactions).Bind(3, totals.Duplicates).Bind(4, totals.DeadLetters)
            .Bind(5, totals.Interventions).Bind(6, totals.StreamMs).Bind(7, totals.Commits).Run();
}
