namespace PreDelinquency.Gateway.Contracts;

/// <summary>A contact: what became of one proposal.</summary>
public sealed record ContactDocument
{
    /// <summary>The intervention's id.</summary>
    public required string InterventionId { get; init; }

    /// <summary>The intervention's sequence.</summary>
    public required long Sequence { get; init; }

    public required string CustomerId { get; init; }

    /// <summary>The span of raised risk that it belongs to.</summary>
    public required string EpisodeId { get; init; }

    /// <summary>MEDIUM, HIGH or CRITICAL.</summary>
    public required string RiskLevel { get; init; }

    /// <summary>Probability, 0 to 1, when it was proposed.</summary>
    public required double RiskScore { get; init; }

    /// <summary>What the strongest reasons have in common, like <c>income_late</c>.</summary>
    public required string Driver { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>1 is the most urgent.</summary>
    public required int Priority { get; init; }

    /// <summary>IANA zone of the customer, by which hours of contact count; null where it was not kept.</summary>
    public required string? TimeZone { get; init; }

    public required ContactStateDocument Contact { get; init; }

    /// <summary>Who approved it; null where nobody did.</summary>
    public required string? ApprovedBy { get; init; }

    /// <summary>The bank's name for what is offered; null before a message was made.</summary>
    public required string? Offer { get; init; }

    /// <summary>Language and text that the message was made of; null before one was.</summary>
    public required string? Template { get; init; }

    /// <summary>The policy of the latest decision.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>The provider's name for the message that it took; null before.</summary>
    public required string? Reference { get; init; }

    /// <summary>Why the latest hand-over failed; null where none did.</summary>
    public required string? LastError { get; init; }

    /// <summary>paid_on_time or missed, of the 30 days after the proposal; null while it is not known.</summary>
    public required string? PaymentOutcome { get; init; }
}
