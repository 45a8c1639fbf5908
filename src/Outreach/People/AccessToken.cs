using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PreDelinquency.Outreach.People;

/// <summary>
/// What somebody proves with who they are. It is drawn at random from 2²⁵⁶, so that a plain SHA-256 of it may be kept in the clear: nobody
/// finds it from that by trying.
/// </summary>
public static class AccessToken
{
    /// <summary>Shorter ones are nobody's, so that a word somebody thought of cannot serve as one.</summary>
    public const int LeastLength = 40;

    /// <summary>Longer ones are nobody's either.</summary>
    public const int MostLength = 200;

    private const int RandomBytes = 32;

    /// <summary>A new one: 43 letters, digits, hyphens and underscores.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>What the file of people holds of it: SHA-256 in lower-case hexadecimal.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
