namespace PreDelinquency.Gateway.Contracts;

/// <summary>How the customers of the last 91 days differ from the training rows, by the population stability index (PSI).</summary>
public sealed record DriftDocument
{
    /// <summary>As of when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The model whose training is the measure.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>Why there is nothing to compare; null where there is.</summary>
    public string? Reason { get; init; }

    /// <summary>Days that the training rows span; under 330 of them, which have not seen every season, alerts are raised from an index of 1 on. Null where that is not known.</summary>
    public int? ReferenceDays { get; init; }

    /// <summary>The first day compared; null where there is none.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day compared; null where there is none.</summary>
    public DateOnly? Through { get; init; }

    /// <summary>Days on which somebody was judged; under 91 of them, alerts are raised from an index of 1 on, as the calendar alone moves single months.</summary>
    public required int DaysObserved { get; init; }

    /// <summary>Customers of the day with most of them; under 200, no alert is raised. Those of a history under a year are left out.</summary>
    public required long Customers { get; init; }

    /// <summary>Customers times days.</summary>
    public required long Observations { get; init; }

    /// <summary>Of the score; null where nothing was observed.</summary>
    public QuantityDriftDocument? Score { get; init; }

    /// <summary>Of every feature, largest first.</summary>
    public required IReadOnlyList<QuantityDriftDocument> Features { get; init; }

    /// <summary>The latest 30 days one by one; the calendar alone moves single days.</summary>
    public required IReadOnlyList<DayDriftDocument> Days { get; init; }

    /// <summary>Of drift.</summary>
    public required IReadOnlyList<AlertDocument> Alerts { get; init; }
}
