namespace PreDelinquency.Outreach.Ports;

/// <summary>A policy that was put in the place of another one while the program ran.</summary>
public sealed record PolicyChange
{
    /// <summary>Name and fingerprint.</summary>
    public required string Version { get; init; }

    public required PolicyChangeState State { get; init; }

    public required string ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>Who confirmed or rejected it; null before.</summary>
    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }
}
