using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Grains.Abstractions;

namespace PreDelinquency.Grains.Portfolio;

/// <summary>
/// Asks the shards for all gateways together. A shard that does not answer fails it, and who asked asks again: the shards are not
/// asked again from here, so that their answers are all of one moment.
/// </summary>
[GrainType("portfolio")]
internal sealed class PortfolioGrain(IGrainFactory grains, TimeProvider time) : Grain, IPortfolioGrain
{
    private readonly GatheredFigures _figures = new(shard => grains.GetGrain<IPortfolioShardGrain>(shard).ReadFiguresAsync(), time);

    public Task<ShardFigures> ReadFiguresAsync() => _figures.ReadAsync();
}
