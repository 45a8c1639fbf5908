namespace PreDelinquency.Domain.Risk;

/// <summary>A point of a customer's score over time.</summary>
public readonly record struct ScorePoint(DateTimeOffset At, double Probability, RiskLevel Level);
