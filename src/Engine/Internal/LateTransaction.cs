using System.Text;
using System.Text.Json;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Internal;

/// <summary>How a transaction that came too late is kept and answered.</summary>
internal static class LateTransaction
{
    public static string Error(Transaction transaction, DateTimeOffset? latest) =>
        $"timestamp must not be more than 7 days before the customer's latest transaction ({latest:yyyy-MM-ddTHH:mm:ssK}), not {transaction.Timestamp:O}";

    /// <summary>The transaction as it stood on the wire.</summary>
    public static string Document(Transaction transaction)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            TransactionJson.Write(writer, transaction);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
