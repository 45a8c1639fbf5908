using Orleans.CodeGeneration;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Grains.Abstractions.Messages;

namespace PreDelinquency.Grains.Abstractions;

/// <summary>The roll-up of one shard of the customers; the key is the shard, 0 to <see cref="Shards.Count"/> - 1.</summary>
[Alias("predelinquency.portfolio-shard"), Version(1)]
public interface IPortfolioShardGrain : IGrainWithIntegerKey
{
    /// <summary>Takes how customers of the shard are stored now.</summary>
    [Alias("report")]
    Task ReportAsync(ShardReport report);

    /// <summary>The shard's totals.</summary>
    [Alias("figures")]
    Task<ShardFigures> ReadFiguresAsync();

    /// <summary>Customers at or above a level that have a score, by falling probability, then by id.</summary>
    [Alias("high-risk")]
    Task<HighRiskAnswer> ReadHighRiskAsync(HighRiskQuery query);
}
