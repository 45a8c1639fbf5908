using System.Security.Cryptography;
using System.Text;
using MimeKit;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Sending;

/// <summary>Makes an email of a message: plain text in UTF-8, with what a mail provider wants to see of mail that nobody typed.</summary>
internal sealed class EmailComposer(EmailSettings settings, UnsubscribeLinks links)
{
    /// <summary>
    /// The same for every attempt, so that a server or a reader that got it twice can tell; it does not show whose it is. Without angle
    /// brackets.
    /// </summary>
    public string MessageIdOf(string idempotencyKey) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)).AsSpan(..16))}@{settings.From.Domain}";

    /// <returns>Null where the address is none.</returns>
    public MimeMessage? Compose(OutboundMessage message, DateTimeOffset now)
    {
        if (!MailboxAddress.TryParse(message.Address, out var to))
            return null;
        var unsubscribe = links.LinkOf(message.CustomerId, message.ContactId);
        var email = new MimeMessage
        {
            MessageId = MessageIdOf(message.IdempotencyKey),
            Date = now,
            Subject = message.Subject ?? throw new ArgumentException("An email has a subject.", nameof(message)),
            Body = TextOf(message, unsubscribe),
        };
        email.From.Add(settings.From);
        email.To.Add(to);
        if (settings.ReplyTo is { } replyTo)
            email.ReplyTo.Add(replyTo);
        // RFC 8058; both must be covered by a DKIM signature, which the bank's server adds.
        email.Headers.Add(HeaderId.ListUnsubscribe, $"<{unsubscribe.AbsoluteUri}>");
        email.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        // No out-of-office note answers it (RFC 3834).
        email.Headers.Add("Auto-Submitted", "auto-generated");
        return email;
    }

    // Its closing ends with the words before the link, as few programs show what headers offer.
    private static TextPart TextOf(OutboundMessage message, Uri unsubscribe)
    {
        var text = new TextPart("plain");
        text.SetText(Encoding.UTF8, $"{message.Text}\n{unsubscribe.AbsoluteUri}");
        text.Headers.Add("Content-Language", message.Language);
        return text;
    }
}
