using PreDelinquency.Domain.Monitoring;

namespace PreDelinquency.Engine.Ports;

/// <summary>How features and scores were spread over the customers that one model judged on one local day.</summary>
/// <param name="Day">The local day.</param>
/// <param name="ModelVersion">The model; the counts are in the bins of its reference.</param>
/// <param name="Counts">One count per customer and quantity.</param>
public sealed record ObservedDay(DateOnly Day, string ModelVersion, PopulationCounts Counts);
