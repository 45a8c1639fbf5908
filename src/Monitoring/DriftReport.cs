namespace PreDelinquency.Monitoring;

/// <summary>How the population of the last days differs from the training rows.</summary>
public sealed record DriftReport
{
    /// <summary>The model whose training is the measure.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>Why there is nothing to compare; null where there is.</summary>
    public string? Reason { get; init; }

    /// <summary>Days that the training rows span; null where there is nothing to compare, or that is not known.</summary>
    public int? ReferenceDays { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? Through { get; init; }

    /// <summary>Days on which somebody was judged.</summary>
    public int DaysObserved { get; init; }

    /// <summary>Customers of the day with most of them.</summary>
    public long Customers { get; init; }

    /// <summary>Customers times days.</summary>
    public long Observations { get; init; }

    /// <summary>Of the score; null where nothing was observed.</summary>
    public QuantityDrift? Score { get; init; }

    /// <summary>Of each feature, largest first.</summary>
    public IReadOnlyList<QuantityDrift> Features { get; init; } = [];

    /// <summary>The latest days one by one, in order; the calendar alone moves single days.</summary>
    public IReadOnlyList<DayDrift> Days { get; init; } = [];
}
