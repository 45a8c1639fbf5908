namespace PreDelinquency.Gateway.Contracts;

/// <summary>The curves of one model.</summary>
public sealed record ModelCurvesDocument
{
    public required string ModelVersion { get; init; }

    /// <summary>champion or shadow: as which it gave these scores.</summary>
    public required string ScoredAs { get; init; }

    /// <summary>Scores, one per customer and week.</summary>
    public required int Predictions { get; init; }

    /// <summary>Those before a missed payment.</summary>
    public required int Missed { get; init; }

    /// <summary>By falling threshold, at most 200.</summary>
    public required IReadOnlyList<CurvePointDocument> Points { get; init; }

    /// <summary>Tenths of the scores by falling probability: calibration and lift.</summary>
    public required IReadOnlyList<ScoreTenthDocument> Tenths { get; init; }

    /// <summary>Of each missed payment of the last 26 weeks, days from when the level rose to MEDIUM or above and stayed there until it was missed, by the weekly scores; 0 where it was LOW before.</summary>
    public required IReadOnlyList<int> LeadDays { get; init; }
}
