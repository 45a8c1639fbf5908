using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Portfolio;

/// <summary>The shards' roll-ups, wherever in the cluster they live.</summary>
public interface IPortfolio
{
    /// <summary>Tells a shard how customers of it are stored now. What is older than what it knows changes nothing.</summary>
    ValueTask ReportAsync(int shard, IReadOnlyList<ListedCustomer> customers, CancellationToken cancellationToken);

    /// <summary>The totals over all shards as they said a moment ago, for those who follow them; see <see cref="GatheredFigures"/>.</summary>
    ValueTask<ShardFigures> ReadFiguresAsync(CancellationToken cancellationToken);

    /// <summary>A shard's totals.</summary>
    ValueTask<ShardFigures> ReadFiguresAsync(int shard, CancellationToken cancellationToken);

    /// <summary>Customers of a shard at or above a level that have a score, by falling probability, then by id.</summary>
    ValueTask<IReadOnlyList<CustomerSummary>> ReadHighRiskAsync(int shard, RiskLevel level, int limit, CancellationToken cancellationToken);
}
