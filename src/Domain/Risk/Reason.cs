namespace PreDelinquency.Domain.Risk;

/// <summary>One feature's part in a score.</summary>
/// <param name="Feature">Name in the feature catalogue.</param>
/// <param name="Value">The feature's value, in the feature's unit; NaN where it is not known.</param>
/// <param name="Baseline">The value that the feature has while the customer behaves as usual, in the same unit.</param>
/// <param name="Contribution">Exact SHAP contribution to the raw score, in log-odds; positive raises the risk.</param>
/// <param name="Text">A plain sentence.</param>
public sealed record Reason(string Feature, double Value, double Baseline, double Contribution, string Text)
{
    /// <summary>What was measured, in natural units (an amount, days, a count), where the feature compares two of them.</summary>
    public double? Observed { get; init; }

    /// <summary>What it is compared with, in the unit of <see cref="Observed"/>: what is usual for this customer, or for a few features an earlier level.</summary>
    public double? Usual { get; init; }
}
