namespace PreDelinquency.Gateway.Contracts;

/// <summary>How the customers of the last days differ from the training rows, by the population stability index (PSI).</summary>
public sealed record DriftDocument
{
    /// <summary>As of when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The model whose training is the measure.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>Why there is nothing to compare; null where there is.</summary>
    public string? Reason { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? Through { get; init; }

    /// <summary>Customers times days.</summary>
    public required long Observations { get; init; }

    /// <summary>Of the score; null where nothing was observed.</summary>
    public QuantityDriftDocument? Score { get; init; }

    /// <summary>Of every feature, largest first.</summary>
    public required IReadOnlyList<QuantityDriftDocument> Features { get; init; }

    /// <summary>Day by day; the calendar alone moves single days.</summary>
    public required IReadOnlyList<DayDriftDocument> Days { get; init; }

    public required IReadOnlyList<AlertDocument> Alerts { get; init; }
}
