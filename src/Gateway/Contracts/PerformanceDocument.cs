namespace PreDelinquency.Gateway.Contracts;

/// <summary>How the models of the last weeks do, one score per customer and week.</summary>
/// <param name="At">As of when.</param>
/// <param name="From">First day of which scores count.</param>
/// <param name="Through">Last day of which scores count.</param>
/// <param name="MissedPayments">Missed payments that were told of since the first day; POST /missed_payments takes them.</param>
/// <param name="Models">Each model that scored, as champion and as shadow.</param>
/// <param name="Alerts">Of performance and calibration.</param>
/// <param name="RegistryError">Why the registry, or a model of it, cannot be read now, so that models that are not in use lack the figures of their tests; null where it can.</param>
public sealed record PerformanceDocument(
    DateTimeOffset At, DateOnly From, DateOnly Through, long MissedPayments, IReadOnlyList<ModelPerformanceDocument> Models, IReadOnlyList<AlertDocument> Alerts, string? RegistryError);
