namespace PreDelinquency.Gateway.Contracts;

/// <summary>Customers at one level.</summary>
/// <param name="RiskLevel">LOW, MEDIUM, HIGH or CRITICAL.</param>
/// <param name="Customers">Now.</param>
/// <param name="DayAgo">24 hours ago.</param>
/// <param name="WeekAgo">7 times 24 hours ago.</param>
public sealed record LevelStandingDocument(string RiskLevel, int Customers, int DayAgo, int WeekAgo);
