using Npgsql;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Postgres;

/// <summary>Writes and reads rows of the log.</summary>
internal static class LogRows
{
    /// <summary>The columns that <see cref="Read"/> expects, from the first on.</summary>
    public const string Columns =
        "position, customer_no, transaction_id, occurred_at, utc_offset_minutes, amount_e4, direction, category, channel, status, balance_after_e4, currency, merchant, due_date";

    /// <summary>The columns that <see cref="ReadTick"/> expects, from the first on.</summary>
    public const string TickColumns = "position, slots, tick_ms, from_no, through_no";

    public static void Write(NpgsqlConnection connection, IReadOnlyList<CommitUnit> units, MonthPartitions months)
    {
        var (transactions, ticks) = (false, false);
        foreach (var entry in units.SelectMany(unit => unit.Log))
        {
            if (entry.Transaction is { } transaction)
            {
                months.Want(transaction.Timestamp);
                transactions = true;
            }
            else
                ticks = true;
        }

        months.Ensure(connection);
        if (transactions)
            WriteTransactions(connection, units);
        if (ticks)
            WriteTicks(connection, units);
    }

    /// <summary>Adds a row of <see cref="Columns"/>.</summary>
    public static void Add(RowCopy copy, long position, int customerNo, Transaction t) =>
        copy.Row().Add(position).Add(customerNo).Add(t.TransactionId).Add(t.Timestamp).Add(StoredMoment.OffsetOf(t.Timestamp)).Add(t.Amount.TenThousandths)
            .Add((short)t.Direction).Add((short)t.Category).Add((short)t.Channel).Add((short)t.Status)
            .Add(t.BalanceAfter?.TenThousandths).Add(t.Currency).Add(t.Merchant).Add(t.DueDate);

    public static Transaction Read(PostgresRows row, string customerId, ref string? currency) => new()
    {
        CustomerId = customerId,
        TransactionId = row.Text(2),
        Timestamp = row.Moment(3, 4),
        Amount = new Money(row.Int64(5)),
        Direction = (Direction)row.Int16(6),
        Category = (Category)row.Int16(7),
        Channel = (Channel)row.Int16(8),
        Status = (TransactionStatus)row.Int16(9),
        BalanceAfter = row.IsNull(10) ? null : new Money(row.Int64(10)),
        Currency = row.IsNull(11) ? null : Same(row.Text(11), ref currency),
        Merchant = row.IsNull(12) ? null : row.Text(12),
        DueDate = row.IsNull(13) ? null : row.Day(13),
    };

    public static LogEntry ReadTick(PostgresRows row) => LogEntry.Tick(unchecked((ulong)row.Int64(1)), row.Int64(2), row.Int32(3), row.Int32(4));

    private static void WriteTransactions(NpgsqlConnection connection, IReadOnlyList<CommitUnit> units)
    {
        using var copy = new RowCopy(connection, "transactions", Columns);
        foreach (var unit in units)
        {
            var position = unit.FirstPosition - 1;
            foreach (var entry in unit.Log)
            {
                position++;
                if (entry.Transaction is not { } t)
                    continue;
                Add(copy, position, entry.CustomerNo, t);
            }
        }

        copy.Complete();
    }

    private static void WriteTicks(NpgsqlConnection connection, IReadOnlyList<CommitUnit> units)
    {
        using var copy = new RowCopy(connection, "ticks", TickColumns);
        foreach (var unit in units)
        {
            var position = unit.FirstPosition - 1;
            foreach (var entry in unit.Log)
            {
                position++;
                if (entry.Transaction is null)
                    copy.Row().Add(position).Add(unchecked((long)entry.TickSlots)).Add(entry.TickMs).Add(entry.TickFrom).Add(entry.TickThrough);
            }
        }

        copy.Complete();
    }

    // Neighbours mostly share their currency: one string serves them all.
    private static string Same(string text, ref string? last) => text == last ? last : last = text;
}
