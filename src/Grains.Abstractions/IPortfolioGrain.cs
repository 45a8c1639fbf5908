using Orleans.CodeGeneration;
using Orleans.Concurrency;
using PreDelinquency.Cluster.Portfolio;

namespace PreDelinquency.Grains.Abstractions;

/// <summary>The totals over all shards, for all processes that follow them; there is one, and its key is 0.</summary>
[Alias("predelinquency.portfolio"), Version(1)]
public interface IPortfolioGrain : IGrainWithIntegerKey
{
    /// <summary>What all shards said a moment ago; see <see cref="GatheredFigures"/>.</summary>
    [Alias("figures"), AlwaysInterleave]
    Task<ShardFigures> ReadFiguresAsync();
}
