using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Ports;

namespace PreDelinquency.Grains.Watching;

/// <summary>Whether the store answers.</summary>
internal sealed class StoreWatch(IClusterStore store, ClusterHealth health, TimeProvider time, ILogger<StoreWatch> logger) : Watch("store", health, time, logger)
{
    protected override async Task<string> LookAsync(CancellationToken cancellationToken)
    {
        _ = await store.ReadTotalsAsync(cancellationToken);
        return store.Description;
    }
}
