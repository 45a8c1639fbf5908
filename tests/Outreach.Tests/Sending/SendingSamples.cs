using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Sending;

namespace PreDelinquency.Outreach.Tests.Sending;

/// <summary>Messages, and settings that fit the servers of tests.</summary>
internal static class SendingSamples
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static UnsubscribeLinks Links { get; } = new(new Uri("https://contact.bank.example/"), Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    public static OutboundMessage Email(int number = 1, int attempt = 1, string language = "en", string subject = "We can help", string text = "Hello Ana,\nwe can move your due date.\n") =>
        Message(ContactChannel.Email, $"c1-i{number}", "ana@example.com", attempt) with { Language = language, Subject = subject, Text = text };

    public static OutboundMessage Sms(int number = 1, int attempt = 1) => Message(ContactChannel.Sms, $"c1-i{number}", "+15550123", attempt);

    public static EmailSettings Settings(MailServer server, SmtpSecurity security = SmtpSecurity.None) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Security = security,
        From = new MailboxAddress("Your Bank", "care@bank.example"),
        ReplyTo = new MailboxAddress("", "answers@bank.example"),
        UnsubscribeAt = new Uri("https://contact.bank.example"),
    };

    /// <summary>Of 127.0.0.1, signed by itself.</summary>
    public static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mail.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private static OutboundMessage Message(ContactChannel channel, string contactId, string address, int attempt) => new()
    {
        ContactId = contactId,
        CustomerId = "c1",
        Channel = channel,
        AttemptNo = attempt,
        Address = address,
        Language = "en",
        Subject = null,
        Text = "Your bank can move your due date. Reply STOP to opt out.",
        OfferCode = "move_due_date",
        NotAfter = new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.Zero),
    };
}
