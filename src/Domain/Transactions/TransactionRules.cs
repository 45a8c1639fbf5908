using System.Buffers;

namespace PreDelinquency.Domain.Transactions;

/// <summary>What a transaction must satisfy, whichever way it comes in. Every message names the field and the rule.</summary>
public static class TransactionRules
{
    /// <summary>Longest customer id, in characters.</summary>
    public const int LongestCustomerId = 64;

    /// <summary>Longest transaction id, in characters.</summary>
    public const int LongestTransactionId = 128;

    /// <summary>Longest merchant, in characters.</summary>
    public const int LongestMerchant = 128;

    /// <summary>Nothing that happened before 1990 is taken.</summary>
    public static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far past the present a timestamp may lie: clocks differ, and a booking may carry the next working day.</summary>
    public static readonly TimeSpan FutureTolerance = TimeSpan.FromDays(2);

    private static readonly SearchValues<char> CustomerIdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    /// <summary>Whether a customer id is 1 to 64 characters of letters, digits and <c>-_.:</c>.</summary>
    public static bool IsCustomerId(ReadOnlySpan<char> id) =>
        id.Length is >= 1 and <= LongestCustomerId && !id.ContainsAnyExcept(CustomerIdCharacters);

    /// <summary>Checks everything but the presence of the required fields.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="now">The present, by the clock in force; see <see cref="FutureTolerance"/>.</param>
    /// <returns>Null where the transaction is valid, else what is wrong with it.</returns>
    public static string? Violation(Transaction transaction, DateTimeOffset now)
    {
        if (!IsCustomerId(transaction.CustomerId))
            return "customer_id must be 1 to 64 characters of letters, digits and -_.:";
        if (transaction.TransactionId.Length is 0 or > LongestTransactionId)
            return $"transaction_id must be 1 to {LongestTransactionId} characters";
        if (transaction.TransactionId.AsSpan().ContainsAnyInRange('\0', '\x1f'))
            return "transaction_id must not contain control characters";
        if (transaction.Amount <= Money.Zero || transaction.Amount > Money.Largest)
            return $"amount must be more than 0 and at most {Money.Largest.ToDecimal():0}, not {transaction.Amount}";
        if (transaction.Timestamp < Earliest)
            return $"timestamp must not be before 1990, not {transaction.Timestamp:O}";
        if (transaction.Timestamp - now > FutureTolerance)
            return $"timestamp must not be more than {FutureTolerance.Days} days after now ({now:yyyy-MM-ddTHH:mm:ssK}), not {transaction.Timestamp:O}";
        if (transaction.Currency is { } currency && (currency.Length != 3 || currency.AsSpan().ContainsAnyExceptInRange('A', 'Z')))
            return "currency must be three capital letters (ISO 4217)";
        if (transaction.Merchant is { Length: > LongestMerchant })
            return $"merchant must be at most {LongestMerchant} characters";
        if (transaction.DueDate is { } due && Math.Abs(due.DayNumber - DayOf(transaction.Timestamp)) > 3660)
            return $"due_date must lie within ten years of the timestamp, not {due:yyyy-MM-dd}";
        return null;
    }

    /// <summary>The local calendar day of a timestamp, as <see cref="DateOnly.DayNumber"/> counts.</summary>
    public static int DayOf(DateTimeOffset timestamp) => (int)(timestamp.DateTime.Ticks / TimeSpan.TicksPerDay);
}
