namespace PreDelinquency.Domain.Risk;

/// <summary>A point of a customer's score over time.</summary>
public readonly record struct ScorePoint(DateTimeOffset At, double Probability, RiskLevel Level)
{
    /// <summary>The model that judged; null where an earlier version of this program recorded the point.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>What the shadow said of the same features; null without one.</summary>
    public ShadowScore? Shadow { get; init; }
}
