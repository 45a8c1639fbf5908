using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cluster.Ports;

namespace PreDelinquency.Cluster;

/// <summary>What all hosts of one process share.</summary>
/// <param name="Store">Where customers are kept.</param>
/// <param name="Models">Who judges.</param>
/// <param name="Clock">The clock in force.</param>
/// <param name="Observer">Hears of what became durable.</param>
public sealed record HostServices(IClusterStore Store, ServingModels Models, ClusterClock Clock, ICommitObserver Observer)
{
    /// <summary>Takes what is wrong with customers.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
