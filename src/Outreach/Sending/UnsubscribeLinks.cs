using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PreDelinquency.Outreach.Sending;

/// <summary>
/// Links by which a customer opts out of emails with one click. A token names the contact and is signed, so that nobody opts others out;
/// it holds as long as the key does, since old emails are kept.
/// </summary>
/// <param name="at">Where <c>/unsubscribe</c> is reached, without a slash at the end.</param>
/// <param name="key">Signs.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8058"/>
public sealed class UnsubscribeLinks(Uri at, byte[] key)
{
    /// <summary>What <see cref="Auditing.OutreachKeys.KeyFor"/> is asked for.</summary>
    public const string Purpose = "unsubscribe";

    /// <summary>Half of a SHA-256: 128 bits nobody guesses, and links stay short.</summary>
    private const int SignatureBytes = 16;

    private const char Separator = '.';

    public Uri LinkOf(string contactId) => new($"{at.AbsoluteUri.TrimEnd('/')}/unsubscribe/{TokenOf(contactId)}");

    public string TokenOf(string contactId) =>
        $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(contactId))}{Separator}{Base64Url.EncodeToString(SignatureOf(contactId))}";

    /// <returns>Whether the token is one of ours.</returns>
    public bool TryRead(string token, [NotNullWhen(true)] out string? contactId)
    {
        ArgumentNullException.ThrowIfNull(token);
        contactId = null;
        if (token.Split(Separator) is not [var id, var signature] || !Base64Url.IsValid(id) || !Base64Url.IsValid(signature))
            return false;
        var named = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(id));
        if (!CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(signature), SignatureOf(named)))
            return false;
        contactId = named;
        return true;
    }

    private byte[] SignatureOf(string contactId) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"unsubscribe/{contactId}"))[..SignatureBytes];
}
