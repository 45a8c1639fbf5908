using MimeKit;

namespace PreDelinquency.Outreach.Sending;

/// <summary>Who hears of what goes wrong, beside those who watch the live feed.</summary>
public sealed record AlertSettings
{
    /// <summary>By the server of the bank's emails; empty for nobody.</summary>
    public IReadOnlyList<MailboxAddress> Emails { get; init; } = [];

    /// <summary>Takes alerts by POST; null for none.</summary>
    public Uri? Url { get; init; }

    /// <summary>Sign these requests; empty without an address.</summary>
    public IReadOnlyList<Secret> Secrets { get; init; } = [];
}
