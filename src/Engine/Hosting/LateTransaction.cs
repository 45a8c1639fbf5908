using System.Text;
using System.Text.Json;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Hosting;

/// <summary>How every host keeps and answers a transaction that came too late.</summary>
public static class LateTransaction
{
    private const string Source = "late";

    /// <summary>The rule that it broke and the moment that it was compared with.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="latest">The customer's latest event.</param>
    public static string Error(Transaction transaction, DateTimeOffset? latest)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return $"timestamp must not be more than 7 days before the customer's latest transaction ({latest:yyyy-MM-ddTHH:mm:ssK}), not {transaction.Timestamp:O}";
    }

    /// <summary>The transaction as it stood on the wire, to be kept with the reason.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="error">Why it was not taken.</param>
    /// <param name="at">When, by the wall clock.</param>
    public static DeadLetter Letter(Transaction transaction, string error, DateTimeOffset at)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            TransactionJson.Write(writer, transaction);
        return new DeadLetter(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length), error, Source, at);
    }
}
