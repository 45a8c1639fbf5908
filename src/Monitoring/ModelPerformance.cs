namespace PreDelinquency.Monitoring;

/// <summary>How one model does, live.</summary>
public sealed record ModelPerformance
{
    /// <summary>The model.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>Whether these are scores that it gave as the shadow.</summary>
    public required bool IsShadow { get; init; }

    /// <summary>Where it is known what came of the scores; null where none is known yet.</summary>
    public required PerformanceFigures? Realised { get; init; }

    /// <summary>The same of the latest weeks of which that is known.</summary>
    public required PerformanceFigures? RecentRealised { get; init; }

    /// <summary>Over all scores, by their probabilities alone.</summary>
    public required PerformanceFigures Estimated { get; init; }

    /// <summary>The same of the latest weeks, today left out, on which not everybody is judged yet; null where there are none.</summary>
    public required PerformanceFigures? RecentEstimated { get; init; }

    /// <summary>Estimated over those whose outcome is known, to see how far estimates can be trusted; null where none is.</summary>
    public required PerformanceFigures? EstimatedWhereKnown { get; init; }

    /// <summary>How far the estimate lies from what came where both are known; null where that has no AUC.</summary>
    public required EstimateError? EstimateError { get; init; }

    /// <summary>Week by week, in order.</summary>
    public required IReadOnlyList<WeekPerformance> Weeks { get; init; }
}
