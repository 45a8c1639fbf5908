namespace PreDelinquency.Outreach.Alerting;

/// <summary>How many customers there were, and how many at HIGH or CRITICAL.</summary>
/// <param name="At">As of when.</param>
/// <param name="Customers">All.</param>
/// <param name="HighRisk">Of these.</param>
public readonly record struct RiskSample(DateTimeOffset At, long Customers, long HighRisk)
{
    public double Share => Customers == 0 ? 0 : (double)HighRisk / Customers;
}
