using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PreDelinquency.Outreach.Auditing;

/// <summary>
/// The key under which one customer's personal data is sealed. Destroyed, all of it is unreadable for good; whoever comes back gets a key
/// of the next number.
/// </summary>
/// <param name="customerId">Whose.</param>
/// <param name="number">1, 2, 3 …; stands before everything that it seals, in 4 bytes.</param>
/// <param name="key">32 bytes.</param>
public sealed class CustomerKey(string customerId, int number, byte[] key)
{
    private const int NumberLength = 4;

    public int Number => number;

    /// <summary>A key of its own.</summary>
    public static CustomerKey Create(string customerId, int number) => new(customerId, number, RandomNumberGenerator.GetBytes(OutreachKeys.Length));

    /// <summary>The key as it is stored.</summary>
    public byte[] Wrap(OutreachKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Auditing.Seal.Close(keys.Master, key, $"key/{customerId}/{number}");
    }

    /// <exception cref="CryptographicException">Wrapped by another master key.</exception>
    public static CustomerKey Unwrap(OutreachKeys keys, string customerId, int number, ReadOnlySpan<byte> wrapped)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return new(customerId, number, Auditing.Seal.Open(keys.Master, wrapped, $"key/{customerId}/{number}"));
    }

    public byte[] Seal(string content)
    {
        var closed = Auditing.Seal.Close(key, Encoding.UTF8.GetBytes(content), customerId);
        var stored = new byte[NumberLength + closed.Length];
        BinaryPrimitives.WriteInt32BigEndian(stored, number);
        closed.CopyTo(stored, NumberLength);
        return stored;
    }

    /// <summary>Opens what was sealed; null where that was under a key that was destroyed.</summary>
    /// <exception cref="CryptographicException">It was changed.</exception>
    public string? Open(ReadOnlySpan<byte> stored)
    {
        if (stored.Length < NumberLength)
            throw new CryptographicException("What is sealed is too short.");
        return BinaryPrimitives.ReadInt32BigEndian(stored) == number ? Encoding.UTF8.GetString(Auditing.Seal.Open(key, stored[NumberLength..], customerId)) : null;
    }
}
