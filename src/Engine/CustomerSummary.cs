using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine;

/// <summary>One line of a list of customers.</summary>
public sealed record CustomerSummary(string CustomerId, double Probability, RiskLevel Level, Maturity Maturity, DateTimeOffset? LatestEvent);
