namespace PreDelinquency.Gateway.Contracts;

/// <summary>Whether the held out are as many as the policy says: where they are not, effects are not to be believed.</summary>
/// <param name="RiskLevel">MEDIUM, HIGH or CRITICAL.</param>
/// <param name="Customers">With a proposal of that level that counts for effects, whether its outcome is known or not.</param>
/// <param name="HeldOut">Those of them who were held out.</param>
/// <param name="ExpectedShare">That was to be held out by the policies of their time, 0 to 1.</param>
/// <param name="PValue">Chance of a share that differs as much, were all as it should be; null where there is nothing to expect.</param>
/// <param name="Unbalanced">Whether chance is no explanation.</param>
/// <param name="RiskScoreContacted">Mean probability of a missed payment of the contacted; null where there are none.</param>
/// <param name="RiskScoreHeldOut">The same of the held out.</param>
public sealed record HoldoutDocument(string RiskLevel, int Customers, int HeldOut, double ExpectedShare, double? PValue, bool Unbalanced, double? RiskScoreContacted, double? RiskScoreHeldOut);
