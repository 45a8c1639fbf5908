namespace PreDelinquency.Gateway.Contracts;

/// <summary>One feature's part in a score.</summary>
public sealed record ReasonDocument
{
    /// <summary>Name in the feature catalogue.</summary>
    public required string Feature { get; init; }

    /// <summary>In the feature's unit; null where it is not known.</summary>
    public required double? Value { get; init; }

    /// <summary>The value that the feature has while the customer behaves as usual.</summary>
    public required double? Baseline { get; init; }

    /// <summary>Exact SHAP contribution to the raw score, in log-odds; positive raises the risk.</summary>
    public required double Contribution { get; init; }

    /// <summary>A plain sentence.</summary>
    public required string Text { get; init; }

    /// <summary>What was measured, in natural units, where the feature compares two of them.</summary>
    public double? Observed { get; init; }

    /// <summary>What is usual for this customer, in the unit of observed.</summary>
    public double? Usual { get; init; }
}
