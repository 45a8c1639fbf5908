namespace PreDelinquency.Gateway.Contracts;

/// <summary>A point of a customer's score over time.</summary>
/// <param name="At">As of when.</param>
/// <param name="RiskScore">Probability, 0 to 1.</param>
/// <param name="RiskLevel">LOW, MEDIUM, HIGH or CRITICAL.</param>
/// <param name="ModelVersion">The model that judged; null where an earlier version of this program recorded it.</param>
/// <param name="Shadow">Null where no shadow scored beside it.</param>
public sealed record ScoreDocument(DateTimeOffset At, double RiskScore, string RiskLevel, string? ModelVersion, ShadowDocument? Shadow);
