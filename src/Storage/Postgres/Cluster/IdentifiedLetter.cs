using System.Security.Cryptography;
using System.Text;
using PreDelinquency.Engine;

namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>A dead letter with the hash by which it is kept once: of customer and transaction id, or of the document where it names none.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="Hash">SHA-256: cryptographic, so that nobody can make a document that hides another.</param>
/// <param name="CustomerId">Null where the document names none.</param>
/// <param name="TransactionId">Null where the document names none.</param>
internal readonly record struct IdentifiedLetter(DeadLetter Letter, byte[] Hash, string? CustomerId = null, string? TransactionId = null)
{
    public static IdentifiedLetter Of(DeadLetter letter) => new(letter, Hashed("document", letter.Document));

    public static IdentifiedLetter Of(string customerId, string transactionId, DeadLetter letter) => new(letter, HashOf(customerId, transactionId), customerId, transactionId);

    /// <summary>The hash of a transaction that became a dead letter. No customer id holds a line break, so no two pairs share a text.</summary>
    public static byte[] HashOf(string customerId, string transactionId) => Hashed("transaction", $"{customerId}\n{transactionId}");

    private static byte[] Hashed(string kind, string text) => SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{text}"));
}
