using System.Text.Json;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Kafka.Tests;

/// <summary>Transactions as they stand in the topic.</summary>
internal static class Feed
{
    public static IEnumerable<(string Key, byte[] Value)> Of(IEnumerable<Transaction> transactions) => transactions.Select(t => (t.CustomerId, Written(t)));

    public static byte[] Written(Transaction transaction)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            TransactionJson.Write(writer, transaction);
        return stream.ToArray();
    }
}
