namespace PreDelinquency.Gateway.Contracts;

/// <summary>How well scores foretell missed payments. Null where a figure is not defined on these scores.</summary>
public sealed record PerformanceFiguresDocument
{
    /// <summary>Scores, one per customer and week.</summary>
    public required long Predictions { get; init; }

    /// <summary>Customers whose scores they are. Intervals (low, high) are at 95%, as others might have been in their place.</summary>
    public required int Customers { get; init; }

    /// <summary>Scores before a missed payment, several of one customer; of estimates, as many as the probabilities say.</summary>
    public required double Missed { get; init; }

    /// <summary>Customers whose scores those are, of whom alerts need 50; of estimates, at least as many by the largest probability of each.</summary>
    public required double MissedCustomers { get; init; }

    public required double? MeanProbability { get; init; }

    public required double? MeanProbabilityLow { get; init; }

    public required double? MeanProbabilityHigh { get; init; }

    /// <summary>Mean probability divided by the share that missed a payment; 1 of estimates.</summary>
    public required double? ExpectedToObserved { get; init; }

    /// <summary>Null of estimates, as expected_to_observed_high is.</summary>
    public required double? ExpectedToObservedLow { get; init; }

    public required double? ExpectedToObservedHigh { get; init; }

    public required double? Auc { get; init; }

    public required double? AucLow { get; init; }

    public required double? AucHigh { get; init; }

    public required double? PrAuc { get; init; }

    public required double? Brier { get; init; }

    /// <summary>Share of those at MEDIUM or above that miss a payment.</summary>
    public required double? PrecisionMedium { get; init; }

    /// <summary>Share of those at HIGH or above that miss a payment.</summary>
    public required double? PrecisionHigh { get; init; }

    /// <summary>Share of missed payments before which the level was MEDIUM or above.</summary>
    public required double? RecallMedium { get; init; }

    /// <summary>Share of missed payments before which the level was HIGH or above.</summary>
    public required double? RecallHigh { get; init; }
}
