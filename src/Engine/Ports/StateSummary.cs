using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Ports;

/// <summary>What lists and totals show of a customer without reading its state.</summary>
/// <param name="Probability">Of the latest score; 0 before the first event.</param>
/// <param name="Level">Of the latest score.</param>
/// <param name="Maturity">How well the customer is known.</param>
/// <param name="LatestEvent">Null before the first event.</param>
public readonly record struct StateSummary(double Probability, RiskLevel Level, Maturity Maturity, DateTimeOffset? LatestEvent);
