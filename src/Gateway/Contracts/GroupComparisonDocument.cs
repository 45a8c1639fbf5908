namespace PreDelinquency.Gateway.Contracts;

/// <summary>Of all pairs of groups, the one that differs most beyond chance. At 95% its interval holds together with those of all other pairs (Bonferroni); of opportunity and help, which raise alerts, also at every moment of 26 weeks and for both attributes at once: confidence is that of the interval alone.</summary>
/// <param name="Group">The group with the smaller share.</param>
/// <param name="Beside">The group with the larger share.</param>
/// <param name="Value">The smaller share divided by the larger; of opportunity, the larger less the smaller.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval; null where there is none, as the larger share may be 0.</param>
/// <param name="Confidence">Of this interval alone, like 0.9983 for one of 15 pairs.</param>
/// <param name="Count">Customers of the group that were counted: all; of opportunity and help, those who missed a payment.</param>
/// <param name="CountBeside">The same of the other group.</param>
public sealed record GroupComparisonDocument(string Group, string Beside, double Value, double Low, double? High, double Confidence, int Count, int CountBeside);
