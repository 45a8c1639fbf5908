namespace PreDelinquency.Gateway.Contracts;

/// <summary>All customers at one moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="AverageRisk">Mean risk score; 0 of nobody.</param>
/// <param name="ByLevel">Customers per level: LOW, MEDIUM, HIGH, CRITICAL.</param>
public sealed record PortfolioDayDocument(DateTimeOffset At, double AverageRisk, IReadOnlyDictionary<string, int> ByLevel);
