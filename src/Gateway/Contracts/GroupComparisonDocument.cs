namespace PreDelinquency.Gateway.Contracts;

/// <summary>Of all pairs of groups, the one that differs most beyond chance; its interval holds together with those of all other pairs at 95% confidence (Bonferroni); of opportunity and help, which raise alerts, on all days of 26 weeks and for both attributes at once.</summary>
/// <param name="Group">The group with the smaller share.</param>
/// <param name="Beside">The group with the larger share.</param>
/// <param name="Value">The smaller share divided by the larger; of opportunity, the larger less the smaller.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval; null where there is none, as the larger share may be 0.</param>
/// <param name="Count">Customers of the group that were counted: all; of opportunity and help, those who missed a payment.</param>
/// <param name="CountBeside">The same of the other group.</param>
public sealed record GroupComparisonDocument(string Group, string Beside, double Value, double Low, double? High, int Count, int CountBeside);
