namespace PreDelinquency.Domain.Risk;

/// <summary>A score with its explanation.</summary>
public sealed record RiskAssessment
{
    /// <summary>Null for a what-if on bare features.</summary>
    public string? CustomerId { get; init; }

    public required RiskScore Score { get; init; }

    /// <summary>Features by falling size of contribution.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>The raw score of the average customer, in log-odds; with all contributions it sums to the raw score.</summary>
    public required double BaseValue { get; init; }

    public required string ModelVersion { get; init; }

    public required DateTimeOffset ScoredAt { get; init; }

    /// <summary>What the shadow says of the same features; null without one.</summary>
    public ShadowScore? Shadow { get; init; }
}
