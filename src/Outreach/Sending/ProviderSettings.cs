using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Sending;

/// <summary>Who takes text messages or calls for the bank.</summary>
public sealed record ProviderSettings
{
    /// <summary><see cref="ContactChannel.Sms"/> or <see cref="ContactChannel.Phone"/>.</summary>
    public required ContactChannel Channel { get; init; }

    /// <summary>Takes messages by POST; https, or http on this machine.</summary>
    public required Uri Url { get; init; }

    /// <summary>One, or two while one is being replaced.</summary>
    public required IReadOnlyList<Secret> Secrets { get; init; }

    /// <summary>For one request.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
