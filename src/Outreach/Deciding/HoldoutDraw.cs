using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>
/// Who is held out. Each customer has one draw for good, so whoever is held out at a level stays so, and with equal shares the same
/// customers are held out at all levels. Keyed, so that an id does not tell anybody who is.
/// </summary>
public static class HoldoutDraw
{
    /// <summary>Length of the key in bytes.</summary>
    public const int KeyLength = 32;

    private const int MantissaBits = 53;

    /// <summary>The first 53 bits of HMAC-SHA256(key, id in UTF-8) as a number in [0, 1).</summary>
    /// <exception cref="ArgumentException">The key has not 32 bytes.</exception>
    public static double Of(ReadOnlySpan<byte> key, string customerId)
    {
        ArgumentNullException.ThrowIfNull(customerId);
        if (key.Length != KeyLength)
            throw new ArgumentException($"The holdout key must have {KeyLength} bytes, not {key.Length}.", nameof(key));
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(customerId), hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> (64 - MantissaBits)) * Math.ScaleB(1, -MantissaBits);
    }
}
