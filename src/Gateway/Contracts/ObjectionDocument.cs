namespace PreDelinquency.Gateway.Contracts;

/// <summary>A customer's objection and its review.</summary>
public sealed record ObjectionDocument
{
    public required string ObjectionId { get; init; }

    public required string CustomerId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In the customer's words.</summary>
    public required string Statement { get; init; }

    /// <summary>Null while the review is open.</summary>
    public required DateTimeOffset? ClosedAt { get; init; }

    public required string? ClosedBy { get; init; }

    /// <summary>What the review came to.</summary>
    public required string? Resolution { get; init; }

    /// <summary>The customer's latest contacts with the reasons that were used, latest first; null in lists.</summary>
    public IReadOnlyList<QueuedContactDocument>? Used { get; init; }
}
