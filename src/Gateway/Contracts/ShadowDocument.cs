namespace PreDelinquency.Gateway.Contracts;

/// <summary>What the shadow model says of the same features; it has no consequences.</summary>
/// <param name="ModelVersion">The shadow.</param>
/// <param name="RiskScore">Probability, 0 to 1.</param>
/// <param name="RiskLevel">LOW, MEDIUM, HIGH or CRITICAL, by the shadow's own thresholds.</param>
public sealed record ShadowDocument(string ModelVersion, double RiskScore, string RiskLevel);
