using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PreDelinquency.Outreach.Auditing;

/// <summary>
/// Ties each entry of the audit log to all before it: hash = HMAC-SHA256(audit key, hash before | sequence | moment | kind | customer |
/// contact | SHA-256 of the body as stored). Texts go in with their length, so that none can pass a part of itself on to the next.
/// </summary>
public static class AuditChain
{
    /// <summary>Stands for the hash before the first entry.</summary>
    public static ReadOnlyMemory<byte> Genesis { get; } = new byte[HMACSHA256.HashSizeInBytes];

    /// <param name="key">Of <see cref="OutreachKeys.Audit"/>.</param>
    /// <param name="before">The hash of the entry before, or <see cref="Genesis"/>.</param>
    /// <param name="sequence">Of the entry.</param>
    /// <param name="atMs">Its moment in Unix milliseconds, as it is stored.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="customerId">Whom it concerns.</param>
    /// <param name="contactId">Which contact.</param>
    /// <param name="stored">Its body as it is stored.</param>
    public static byte[] Next(ReadOnlySpan<byte> key, ReadOnlySpan<byte> before, long sequence, long atMs, string kind, string? customerId, string? contactId, ReadOnlySpan<byte> stored)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(before);
        Add(hmac, sequence);
        Add(hmac, atMs);
        Add(hmac, kind);
        Add(hmac, customerId);
        Add(hmac, contactId);
        hmac.AppendData(SHA256.HashData(stored));
        return hmac.GetHashAndReset();
    }

    private static void Add(IncrementalHash hmac, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hmac.AppendData(bytes);
    }

    private static void Add(IncrementalHash hmac, string? text)
    {
        var bytes = Encoding.UTF8.GetBytes(text ?? "");
        // None is not the same as an empty one.
        Add(hmac, text is null ? -1 : bytes.Length);
        hmac.AppendData(bytes);
    }
}
