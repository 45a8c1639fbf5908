namespace PreDelinquency.Trees;

/// <summary>What a threshold does: rows with score &gt;= threshold are flagged. Counts are sums of weights.</summary>
/// <param name="Threshold">Lowest score flagged; positive infinity flags nobody.</param>
/// <param name="TruePositives">Flagged rows with label 1.</param>
/// <param name="FalsePositives">Flagged rows with label 0.</param>
/// <param name="TrueNegatives">Other rows with label 0.</param>
/// <param name="FalseNegatives">Other rows with label 1.</param>
public sealed record ThresholdReport(
    double Threshold, double TruePositives, double FalsePositives, double TrueNegatives, double FalseNegatives)
{
    /// <summary>Share of the flagged that have label 1; NaN where nobody is flagged.</summary>
    public double Precision => TruePositives / (TruePositives + FalsePositives);

    /// <summary>Share of label 1 that is flagged; NaN without label 1.</summary>
    public double Recall => TruePositives / (TruePositives + FalseNegatives);

    /// <summary>Share of label 0 that is flagged; NaN without label 0.</summary>
    public double FalsePositiveRate => FalsePositives / (FalsePositives + TrueNegatives);

    /// <summary>Harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).</summary>
    public double F1 => 2 * TruePositives / ((2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>Share of all rows that is flagged.</summary>
    public double FlaggedShare => (TruePositives + FalsePositives) / (TruePositives + FalsePositives + TrueNegatives + FalseNegatives);

    /// <summary>Total cost under a cost matrix.</summary>
    public double Cost(CostMatrix costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        return (TruePositives * costs.TruePositive) + (FalsePositives * costs.FalsePositive)
            + (TrueNegatives * costs.TrueNegative) + (FalseNegatives * costs.FalseNegative);
    }
}
