namespace PreDelinquency.Gateway.Contracts;

/// <summary>How one model does, live.</summary>
public sealed record ModelPerformanceDocument
{
    public required string ModelVersion { get; init; }

    /// <summary>champion or shadow: in which role it gave these scores.</summary>
    public required string Role { get; init; }

    /// <summary>Figures of its own test, by name; null for a model that is not in use any more.</summary>
    public IReadOnlyDictionary<string, double?>? Test { get; init; }

    /// <summary>Where it is known what came of the scores; null where none is.</summary>
    public PerformanceFiguresDocument? Realised { get; init; }

    /// <summary>Over all scores, by their probabilities alone (confidence-based estimation).</summary>
    public required PerformanceFiguresDocument Estimated { get; init; }

    /// <summary>The same over those whose outcome is known: how far estimates can be trusted; null where none is.</summary>
    public PerformanceFiguresDocument? EstimatedWhereKnown { get; init; }

    /// <summary>Week by week.</summary>
    public required IReadOnlyList<WeekPerformanceDocument> Weeks { get; init; }
}
