namespace PreDelinquency.Outreach.Ports;

/// <summary>A customer's objection and its review.</summary>
public sealed record ObjectionReview
{
    public required string ObjectionId { get; init; }

    public required string CustomerId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In the customer's words; personal, and stored under the customer's own key.</summary>
    public required string Statement { get; init; }

    /// <summary>Whom of the bank's people it was told by; null where nobody is known.</summary>
    public string? ToldBy { get; init; }

    /// <summary>Null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    public string? ClosedBy { get; init; }

    /// <summary>What the review came to.</summary>
    public string? Resolution { get; init; }
}
