using PreDelinquency.Gateway.Contracts;

namespace PreDelinquency.Silo.Topics;

/// <summary>A recorded score on its way to those who read the topic.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="At">As of when.</param>
/// <param name="RiskScore">Probability, 0 to 1.</param>
/// <param name="RiskLevel">LOW, MEDIUM, HIGH or CRITICAL.</param>
/// <param name="ModelVersion">The model that judged; null where an earlier version of this program recorded it.</param>
/// <param name="Shadow">Null where no shadow scored beside it.</param>
internal sealed record PredictionDocument(string CustomerId, DateTimeOffset At, double RiskScore, string RiskLevel, string? ModelVersion, ShadowDocument? Shadow);
