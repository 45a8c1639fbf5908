namespace PreDelinquency.Gateway.Contracts;

/// <summary>A score with its explanation.</summary>
public sealed record Prediction
{
    /// <summary>Null for a what-if.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Calibrated probability, 0 to 1, that the customer misses a payment 14 to 30 days ahead.</summary>
    public required double RiskScore { get; init; }

    /// <summary>LOW, MEDIUM, HIGH or CRITICAL.</summary>
    public required string RiskLevel { get; init; }

    /// <summary><c>learning</c> under 60 days of history (the level is then never above MEDIUM), else <c>established</c>. Of bare features nobody's history is known; they are scored as if <c>established</c>.</summary>
    public required string Maturity { get; init; }

    /// <summary>By falling size of contribution.</summary>
    public required IReadOnlyList<ReasonDocument> Reasons { get; init; }

    /// <summary>The raw score of the average customer, in log-odds; with all contributions it sums to the raw score.</summary>
    public required double BaseValue { get; init; }

    public required string ModelVersion { get; init; }

    public required DateTimeOffset ScoredAt { get; init; }

    /// <summary>What the shadow model says; null where none scores.</summary>
    public ShadowDocument? Shadow { get; init; }
}
