using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PreDelinquency.Outreach.Sending;

/// <summary>
/// How a request between this program and a provider is signed, either way: <c>t</c> is the second it was signed in, by Unix time, and each
/// <c>v1</c> is HMAC-SHA256 under one secret of <c>t</c>, a full stop and the body, in lower-case hexadecimal. Where a secret is being
/// replaced, there are two, and either will do.
/// </summary>
/// <param name="Time">Unix time in seconds.</param>
/// <param name="Codes">32 bytes each.</param>
public sealed record WebhookSignature(long Time, IReadOnlyList<byte[]> Codes)
{
    public const string Header = "PreDelinquency-Signature";

    /// <summary>More codes than this are nobody's rotation.</summary>
    private const int MostCodes = 4;

    /// <summary>The header of a request.</summary>
    /// <param name="secrets">At least one.</param>
    /// <param name="at">Now.</param>
    /// <param name="body">Byte for byte as it is sent.</param>
    public static string Sign(IReadOnlyList<Secret> secrets, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var header = new StringBuilder().Append(CultureInfo.InvariantCulture, $"t={at.ToUnixTimeSeconds()}");
        foreach (var secret in secrets)
            header.Append(",v1=").Append(Convert.ToHexStringLower(CodeOf(secret, at.ToUnixTimeSeconds(), body)));
        return header.ToString();
    }

    /// <returns>Null where the header is no signature.</returns>
    public static WebhookSignature? Parse(string? header)
    {
        long? time = null;
        var codes = new List<byte[]>();
        foreach (var part in (header ?? "").Split(','))
        {
            if (part.Split('=', 2) is not [var name, var value])
                return null;
            switch (name.Trim())
            {
                case "t" when time is null && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds):
                    time = seconds;
                    break;
                case "v1" when codes.Count < MostCodes && value.Length == HMACSHA256.HashSizeInBytes * 2 && value.All(char.IsAsciiHexDigit):
                    codes.Add(Convert.FromHexString(value));
                    break;
                case "t" or "v1":
                    return null;
                default:
                    // A later version may bring more.
                    break;
            }
        }

        return time is { } signed && codes.Count > 0 ? new(signed, codes) : null;
    }

    /// <summary>Whether one of the codes was made with one of the secrets. Takes as long whether or not it is.</summary>
    public bool IsBy(IReadOnlyList<Secret> secrets, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var found = false;
        foreach (var secret in secrets)
        {
            var expected = CodeOf(secret, Time, body);
            foreach (var code in Codes)
                found |= CryptographicOperations.FixedTimeEquals(expected, code);
        }

        return found;
    }

    private static byte[] CodeOf(Secret secret, long time, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Bytes);
        hmac.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{time}.")));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}
