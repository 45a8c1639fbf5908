using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Abstractions.Messages;
using PreDelinquency.Grains.Calls;

namespace PreDelinquency.Grains.Portfolio;

/// <summary>The shards' roll-ups, each in its grain.</summary>
internal sealed class OrleansPortfolio(IGrainFactory grains, RepeatedCalls calls) : IPortfolio
{
    public ValueTask ReportAsync(int shard, IReadOnlyList<ListedCustomer> customers, CancellationToken cancellationToken)
    {
        var report = new ShardReport([.. customers]);
        return calls.MakeAsync(() => Grain(shard).ReportAsync(report), cancellationToken);
    }

    public ValueTask<ShardFigures> ReadFiguresAsync(CancellationToken cancellationToken) =>
        calls.MakeAsync(() => grains.GetGrain<IPortfolioGrain>(0).ReadFiguresAsync(), cancellationToken);

    public ValueTask<ShardFigures> ReadFiguresAsync(int shard, CancellationToken cancellationToken) =>
        calls.MakeAsync(() => Grain(shard).ReadFiguresAsync(), cancellationToken);

    public async ValueTask<IReadOnlyList<CustomerSummary>> ReadHighRiskAsync(int shard, RiskLevel level, int limit, CancellationToken cancellationToken) =>
        (await calls.MakeAsync(() => Grain(shard).ReadHighRiskAsync(new HighRiskQuery((byte)level, limit)), cancellationToken)).Customers;

    private IPortfolioShardGrain Grain(int shard) => grains.GetGrain<IPortfolioShardGrain>(shard);
}
