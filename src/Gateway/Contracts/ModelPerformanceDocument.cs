namespace PreDelinquency.Gateway.Contracts;

/// <summary>How one model does, live.</summary>
public sealed record ModelPerformanceDocument
{
    public required string ModelVersion { get; init; }

    /// <summary>champion or shadow: as which it gave these scores, whatever it is now.</summary>
    public required string ScoredAs { get; init; }

    /// <summary>Figures of its own test, by name, from the registry; null for a model that is neither in use nor registered any more, or while the registry cannot be read.</summary>
    public IReadOnlyDictionary<string, double?>? Test { get; init; }

    /// <summary>Where it is known what came of the scores; null where none is.</summary>
    public PerformanceFiguresDocument? Realised { get; init; }

    /// <summary>The same of the latest 8 weeks of which that is known.</summary>
    public PerformanceFiguresDocument? RecentRealised { get; init; }

    /// <summary>Over all scores, by their probabilities alone (confidence-based estimation).</summary>
    public required PerformanceFiguresDocument Estimated { get; init; }

    /// <summary>The same of the latest 8 weeks; null where there is no score of them.</summary>
    public PerformanceFiguresDocument? RecentEstimated { get; init; }

    /// <summary>Estimated over those whose outcome is known: how far estimates can be trusted; null where none is.</summary>
    public PerformanceFiguresDocument? EstimatedWhereKnown { get; init; }

    /// <summary>How far the estimate lies from what came where both are known; null where that has no AUC.</summary>
    public EstimateErrorDocument? EstimateError { get; init; }

    /// <summary>Which of the figures to believe now, and why, in a sentence.</summary>
    public required string Believe { get; init; }

    /// <summary>Week by week.</summary>
    public required IReadOnlyList<WeekPerformanceDocument> Weeks { get; init; }
}
