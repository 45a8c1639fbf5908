using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Sending;

/// <summary>
/// Links by which a customer opts out of emails with one click. A token is the ids of customer and contact, sealed: nobody opts others out,
/// and whoever sees a link on its way does not learn whose it is. It holds as long as the key does, since old emails are kept, and says
/// whose it is also where nothing is left of the contact.
/// </summary>
/// <param name="at">Where <c>/unsubscribe</c> is reached, without a slash at the end.</param>
/// <param name="key">Seals; 32 bytes.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8058"/>
public sealed class UnsubscribeLinks(Uri at, byte[] key)
{
    /// <summary>What <see cref="OutreachKeys.KeyFor"/> is asked for.</summary>
    public const string Purpose = "unsubscribe";

    // In no customer's id.
    private const char Separator = '/';

    /// <summary>Another one each time.</summary>
    public Uri LinkOf(string customerId, string contactId) => new($"{at.AbsoluteUri.TrimEnd('/')}/unsubscribe/{TokenOf(customerId, contactId)}");

    public string TokenOf(string customerId, string contactId) => Base64Url.EncodeToString(Seal.Close(key, Encoding.UTF8.GetBytes($"{customerId}{Separator}{contactId}"), Purpose));

    /// <returns>Whether the token is one of ours.</returns>
    public bool TryRead(string token, [NotNullWhen(true)] out UnsubscribeToken? read)
    {
        ArgumentNullException.ThrowIfNull(token);
        read = null;
        if (!Base64Url.IsValid(token))
            return false;
        try
        {
            var text = Encoding.UTF8.GetString(Seal.Open(key, Base64Url.DecodeFromChars(token), Purpose));
            // Earlier versions sealed the contact alone.
            read = text.IndexOf(Separator) is var end and >= 0 ? new(text[..end], text[(end + 1)..]) : new(Proposal.CustomerIdOf(text), text);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
