namespace PreDelinquency.Gateway.Contracts;

/// <summary>Scores as of one day.</summary>
/// <param name="AsOf">The day; the window of their missed payments lies 15 to 30 days after it.</param>
/// <param name="Realised">Null while what came of them is not known.</param>
/// <param name="Estimated">By the probabilities alone.</param>
public sealed record WeekPerformanceDocument(DateOnly AsOf, PerformanceFiguresDocument? Realised, PerformanceFiguresDocument Estimated);
