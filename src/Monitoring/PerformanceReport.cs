namespace PreDelinquency.Monitoring;

/// <summary>How the models of the last weeks do.</summary>
/// <param name="From">First day of which scores count.</param>
/// <param name="Through">Last day of which scores count.</param>
/// <param name="MissedPayments">Missed payments that were told of, since the first day.</param>
/// <param name="Models">By version; a model that was both champion and shadow is listed twice.</param>
/// <param name="Curves">The same in curves; without those of which nothing is known yet of what came.</param>
public sealed record PerformanceReport(DateOnly From, DateOnly Through, long MissedPayments, IReadOnlyList<ModelPerformance> Models, IReadOnlyList<PerformanceCurves> Curves);
