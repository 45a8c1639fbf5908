using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Storage.Sqlite;

/// <summary>Reads rows of the log.</summary>
internal static class TransactionRows
{
    /// <summary>The columns that <see cref="Read"/> expects, from the first on.</summary>
    public const string Columns =
        "position, customer_no, transaction_id, at_ms, offset_minutes, amount, direction, category, channel, status, balance_after, currency, merchant, due_day";

    public static Transaction Read(SqliteStatement row, string customerId, ref string? currency) => new()
    {
        CustomerId = customerId,
        TransactionId = row.Text(2),
        Timestamp = row.Moment(3),
        Amount = new Money(row.Int64(5)),
        Direction = (Direction)row.Int32(6),
        Category = (Category)row.Int32(7),
        Channel = (Channel)row.Int32(8),
        Status = (TransactionStatus)row.Int32(9),
        BalanceAfter = row.IsNull(10) ? null : new Money(row.Int64(10)),
        Currency = row.IsNull(11) ? null : Same(row.Text(11), ref currency),
        Merchant = row.IsNull(12) ? null : row.Text(12),
        DueDate = row.IsNull(13) ? null : DateOnly.FromDayNumber(row.Int32(13)),
    };

    // Neighbours mostly share their currency: one string serves them all.
    private static string Same(string text, ref string? last) => text == last ? last : last = text;
}
