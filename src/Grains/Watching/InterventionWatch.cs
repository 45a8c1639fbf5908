using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Live;

namespace PreDelinquency.Grains.Watching;

/// <summary>Finds interventions that no stream announced.</summary>
internal sealed class InterventionWatch(EffectsInbox inbox, ClusterHealth health, TimeProvider time, ILogger<InterventionWatch> logger) : Watch("interventions", health, time, logger)
{
    protected override async Task<string> LookAsync(CancellationToken cancellationToken)
    {
        await inbox.CatchUpAsync(cancellationToken);
        return "up to date with the store";
    }
}
