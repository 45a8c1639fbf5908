using Microsoft.Extensions.DependencyInjection;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Portfolio;
using PreDelinquency.Grains.Tests.Clusters;

namespace PreDelinquency.Grains.Tests;

public sealed class RollUpTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_customer_whom_nobody_reported_is_found_in_the_store_every_five_minutes()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var cluster = await GrainCluster.StartAsync(new GrainClusterOptions
        {
            Database = OrleansDatabase.Create(postgres),
            Model = Models.Nervous,
            Silos = 1,
            Configure = silo => silo.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, time),
        });
        var shard = cluster.Cluster.Client.GetGrain<IPortfolioShardGrain>(Cluster.Shards.Of("somebody"));
        Assert.Equal(0, (await shard.ReadFiguresAsync()).Customers);

        // As of a silo that died between commit and report.
        await cluster.Store.CommitAsync(
            new CustomerCommit { CustomerId = "somebody", AfterVersion = 0, State = new byte[] { 1 }, Summary = new StateSummary(0.5, RiskLevel.High, Maturity.Established, null) }, Stop);
        time.Advance(PortfolioShardGrain.ReloadPeriod - TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await shard.ReadFiguresAsync()).Customers);

        time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.HoldsAsync(async () => (await shard.ReadFiguresAsync()) is { Customers: 1, High: 1 });
    }
}
