namespace PreDelinquency.Trees;

/// <summary>Cost of each outcome, in any one unit; a benefit is negative.</summary>
/// <param name="TruePositive">A row with label 1 was flagged: the price of acting, less what acting saves.</param>
/// <param name="FalsePositive">A row with label 0 was flagged.</param>
/// <param name="FalseNegative">A row with label 1 was missed.</param>
/// <param name="TrueNegative">A row with label 0 was let be.</param>
public sealed record CostMatrix(double TruePositive, double FalsePositive, double FalseNegative, double TrueNegative = 0);
