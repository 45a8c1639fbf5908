using System.Security.Cryptography.X509Certificates;
using MimeKit;

namespace PreDelinquency.Outreach.Sending;

/// <summary>Which server takes the bank's emails, and what they say of their sender.</summary>
public sealed record EmailSettings
{
    /// <summary>Name or address.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required SmtpSecurity Security { get; init; }

    /// <summary>Null where the server asks for none.</summary>
    public string? UserName { get; init; }

    /// <summary>Null where there is no user name.</summary>
    public Secret? Password { get; init; }

    /// <summary>The only authorities whose certificates count, for servers inside the bank; null for those of the system.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    public required MailboxAddress From { get; init; }

    /// <summary>Null for the sender.</summary>
    public MailboxAddress? ReplyTo { get; init; }

    /// <summary>Where this program's <c>/unsubscribe</c> is reached by customers and their mail providers, without a slash at the end.</summary>
    public required Uri UnsubscribeAt { get; init; }

    /// <summary>For one message, a connection included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Check signatures of delivery reports; empty where none come.</summary>
    public IReadOnlyList<Secret> ReportSecrets { get; init; } = [];
}
