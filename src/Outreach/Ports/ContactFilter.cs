using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Ports;

/// <summary>Which contacts are asked for; what is null does not count.</summary>
public sealed record ContactFilter
{
    public ContactState? State { get; init; }

    public ContactChannel? Channel { get; init; }

    public string? CustomerId { get; init; }

    /// <summary>Proposed then or later.</summary>
    public DateTimeOffset? ProposedFrom { get; init; }

    /// <summary>Whether what came of the payment is known.</summary>
    public bool? HasPaymentOutcome { get; init; }

    /// <summary>Only those of a greater sequence.</summary>
    public long AfterSequence { get; init; }

    /// <summary>Whether the greatest sequence comes first.</summary>
    public bool IsLatestFirst { get; init; }
}
