namespace PreDelinquency.Monitoring;

/// <summary>How one model does, live.</summary>
/// <param name="ModelVersion">The model.</param>
/// <param name="IsShadow">Whether these are scores that it gave as the shadow.</param>
/// <param name="Realised">Where it is known what came of the scores; null where none is known yet.</param>
/// <param name="Estimated">Over all scores, by their probabilities alone.</param>
/// <param name="EstimatedWhereKnown">The same over those whose outcome is known, to see how far estimates can be trusted; null where none is.</param>
/// <param name="Weeks">Week by week, in order.</param>
public sealed record ModelPerformance(
    string ModelVersion, bool IsShadow, PerformanceFigures? Realised, PerformanceFigures Estimated, PerformanceFigures? EstimatedWhereKnown, IReadOnlyList<WeekPerformance> Weeks);
