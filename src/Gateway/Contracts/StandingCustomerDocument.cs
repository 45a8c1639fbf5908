namespace PreDelinquency.Gateway.Contracts;

/// <summary>One customer of a list, with the score that stands and those before.</summary>
public sealed record StandingCustomerDocument
{
    public required string CustomerId { get; init; }

    /// <summary>As the profile has it.</summary>
    public required string? Name { get; init; }

    public required string? Segment { get; init; }

    public required string? Region { get; init; }

    /// <summary>Probability, 0 to 1: the one that was recorded last, as one is when it moved by 0.02, and weekly. In a cluster that of the latest judgement, which lies no further from it than that.</summary>
    public required double RiskScore { get; init; }

    /// <summary>LOW, MEDIUM, HIGH or CRITICAL.</summary>
    public required string RiskLevel { get; init; }

    /// <summary>When a score was recorded last.</summary>
    public required DateTimeOffset ScoredAt { get; init; }

    /// <summary>24 hours before the present; null where there was none.</summary>
    public required double? RiskScoreDayAgo { get; init; }

    public required string? RiskLevelDayAgo { get; init; }

    /// <summary>7 times 24 hours before the present; null where there was none.</summary>
    public required double? RiskScoreWeekAgo { get; init; }

    public required string? RiskLevelWeekAgo { get; init; }

    /// <summary>The family of features that raises the risk most; null where it was not looked at (under MEDIUM, or beyond the 500 most at risk).</summary>
    public required string? Family { get; init; }
}
