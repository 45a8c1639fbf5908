using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Outreach.Alerting;

/// <summary>How many customers who were proposed help at a level were drawn into its holdout.</summary>
/// <param name="Level">Which level.</param>
/// <param name="Share">What the policy says, above 0 and below 1.</param>
/// <param name="Customers">Different customers with a proposal.</param>
/// <param name="HeldOut">Of these.</param>
public readonly record struct HoldoutCount(RiskLevel Level, double Share, int Customers, int HeldOut);
