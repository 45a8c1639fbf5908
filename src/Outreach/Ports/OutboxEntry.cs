using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Ports;

/// <summary>A contact that is to be handed over to its channel, or called. Moments are of the real clock, whatever the engine's present is.</summary>
public sealed record OutboxEntry
{
    public required string ContactId { get; init; }

    public required string CustomerId { get; init; }

    public required ContactChannel Channel { get; init; }

    /// <summary>Not before then.</summary>
    public required DateTimeOffset NextAt { get; init; }

    /// <summary>How often its channel was unavailable.</summary>
    public int Tries { get; init; }

    /// <summary>When it went into the outbox; where it had waited after its channel was asked for it, when that was first.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Who works on it; null where nobody does.</summary>
    public string? LeasedBy { get; init; }

    /// <summary>Until when it is theirs.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }
}
