using System.Security.Cryptography;
using System.Text;

namespace PreDelinquency.Outreach.Auditing;

/// <summary>
/// What only the holder of a key reads, and nobody changes unnoticed: AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits.
/// Layout: nonce (12 bytes), ciphertext, tag (16 bytes).
/// </summary>
public static class Seal
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <param name="key">32 bytes.</param>
    /// <param name="content">What is sealed.</param>
    /// <param name="context">What it belongs to; opened in another context it is refused.</param>
    public static byte[] Close(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content, string context)
    {
        var closed = new byte[NonceLength + content.Length + TagLength];
        var nonce = closed.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, content, closed.AsSpan(NonceLength, content.Length), closed.AsSpan(NonceLength + content.Length), Encoding.UTF8.GetBytes(context));
        return closed;
    }

    /// <exception cref="CryptographicException">Another key, another context, or changed.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> closed, string context)
    {
        if (closed.Length < NonceLength + TagLength)
            throw new CryptographicException("What is sealed is too short.");
        var content = new byte[closed.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(closed[..NonceLength], closed[NonceLength..^TagLength], closed[^TagLength..], content, Encoding.UTF8.GetBytes(context));
        return content;
    }
}
