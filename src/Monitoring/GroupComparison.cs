namespace PreDelinquency.Monitoring;

/// <summary>Two groups beside each other: of all pairs, the one that differs most beyond chance.</summary>
/// <param name="Group">The group with the smaller share.</param>
/// <param name="Beside">The group with the larger share.</param>
/// <param name="Value">The smaller share divided by the larger, or the larger less the smaller.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end of its interval; infinite where the larger share may be 0.</param>
/// <param name="Confidence">Of this interval alone, 0 to 1: larger where many are to hold at once.</param>
/// <param name="Count">Customers of the group that were counted: all, or those who missed a payment.</param>
/// <param name="CountBeside">The same of the other.</param>
public sealed record GroupComparison(string Group, string Beside, double Value, double Low, double High, double Confidence, int Count, int CountBeside);
