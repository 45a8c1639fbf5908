namespace PreDelinquency.Monitoring;

/// <summary>How well scores foretell missed payments. NaN where a figure is not defined on these scores.</summary>
public sealed record PerformanceFigures
{
    /// <summary>Scores, one per customer and week.</summary>
    public required long Predictions { get; init; }

    /// <summary>Customers whose scores they are; the intervals are as others might have been in their place.</summary>
    public required int Customers { get; init; }

    /// <summary>Scores before a missed payment, several of one customer; where nobody knows yet, as many as the probabilities say.</summary>
    public required double Missed { get; init; }

    /// <summary>Customers whose scores those are; where nobody knows yet, at least as many as that by the largest probability of each.</summary>
    public required double MissedCustomers { get; init; }

    /// <summary>Mean probability.</summary>
    public required double MeanProbability { get; init; }

    public required Interval MeanProbabilityInterval { get; init; }

    /// <summary>Mean probability divided by the share that missed a payment; 1 of estimates.</summary>
    public required double ExpectedToObserved { get; init; }

    /// <summary>Not defined of estimates, which are held against nothing.</summary>
    public required Interval ExpectedToObservedInterval { get; init; }

    /// <summary>Area under the ROC curve.</summary>
    public required double Auc { get; init; }

    public required Interval AucInterval { get; init; }

    /// <summary>Average precision.</summary>
    public required double PrAuc { get; init; }

    /// <summary>Mean squared error of the probability.</summary>
    public required double Brier { get; init; }

    /// <summary>Share of those at MEDIUM or above that miss a payment.</summary>
    public required double PrecisionMedium { get; init; }

    /// <summary>Share of those at HIGH or above that miss a payment.</summary>
    public required double PrecisionHigh { get; init; }

    /// <summary>Share of those that miss a payment that were at MEDIUM or above.</summary>
    public required double RecallMedium { get; init; }

    /// <summary>Share of those that miss a payment that were at HIGH or above.</summary>
    public required double RecallHigh { get; init; }
}
