using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Portfolio;

namespace PreDelinquency.Grains.Watching;

/// <summary>Keeps the figures of the whole cluster up to date, and with them the clock of a stream on its own time.</summary>
internal sealed class PortfolioWatch(PortfolioView portfolio, ClusterHealth health, TimeProvider time, ILogger<PortfolioWatch> logger) : Watch("silos", health, time, logger)
{
    protected override async Task<string> LookAsync(CancellationToken cancellationToken)
    {
        await portfolio.FollowAsync(cancellationToken);
        return "all shards answer";
    }
}
