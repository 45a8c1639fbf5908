using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Abstractions.Messages;
using PreDelinquency.Grains.Portfolio;
using PreDelinquency.Grains.Tests.Clusters;

namespace PreDelinquency.Grains.Tests;

public sealed class RollUpTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_customer_whom_nobody_reported_is_found_in_the_store_within_an_hour()
    {
        await using var cluster = await StartAsync(silos: 1);
        var shard = cluster.Cluster.Client.GetGrain<IPortfolioShardGrain>(Cluster.Shards.Of("somebody"));
        await IsReadAsync(shard);
        await CommitAsync(cluster);
        var looks = 0;

        await Eventually.HoldsAsync(async () =>
        {
            if (await shard.ReadFiguresAsync() is { Sums: { Customers: 2, High: 1 } })
                return true;
            _time.Advance(PortfolioShardGrain.LookPeriod);
            looks++;
            return false;
        });

        Assert.True(looks >= PortfolioShardGrain.MostLooks);
    }

    [Fact]
    public async Task Where_a_silo_died_the_customers_that_it_did_not_report_are_found_at_the_next_look()
    {
        await using var cluster = await StartAsync(silos: 2);
        var shard = cluster.Cluster.Client.GetGrain<IPortfolioShardGrain>(Cluster.Shards.Of("somebody"));
        await IsReadAsync(shard);
        await CommitAsync(cluster);
        var home = await cluster.Cluster.Client.GetGrain<IManagementGrain>(0).GetActivationAddress((IGrain)shard);
        var (own, other) = (cluster.Cluster.Silos.Single(silo => silo.SiloAddress.Equals(home)), cluster.Cluster.Silos.Single(silo => !silo.SiloAddress.Equals(home)));

        await cluster.Cluster.KillSiloAsync(other);
        await Eventually.HoldsAsync(() => DeathsIn(own).Count == 1);
        Assert.Equal(1, (await shard.ReadFiguresAsync()).Sums.Customers);
        _time.Advance(PortfolioShardGrain.LookPeriod);

        await Eventually.HoldsAsync(async () => (await shard.ReadFiguresAsync()) is { Sums: { Customers: 2, High: 1 } });
    }

    [Fact]
    public async Task A_silo_that_leaves_in_order_does_not_count_as_dead()
    {
        await using var cluster = await StartAsync(silos: 3);
        var (staying, leaving, dying) = (cluster.Cluster.Silos[0], cluster.Cluster.Silos[1], cluster.Cluster.Silos[2]);
        var membership = ((InProcessSiloHandle)staying).SiloHost.Services.GetRequiredService<IClusterMembershipService>();

        await cluster.Cluster.StopSiloAsync(leaving);
        await Eventually.HoldsAsync(() => membership.CurrentSnapshot.GetSiloStatus(leaving.SiloAddress) == SiloStatus.Dead);
        await cluster.Cluster.KillSiloAsync(dying);
        await Eventually.HoldsAsync(() => membership.CurrentSnapshot.GetSiloStatus(dying.SiloAddress) == SiloStatus.Dead && DeathsIn(staying).Count > 0);

        Assert.Equal(1, DeathsIn(staying).Count);
    }

    [Fact]
    public async Task A_silo_that_leaves_without_having_reported_all_counts_as_dead()
    {
        var unheard = false;
        await using var cluster = await StartAsync(silos: 2, silo => silo.AddIncomingGrainCallFilter(call => unheard && call.ImplementationMethod.Name == nameof(IPortfolioShardGrain.ReportAsync)
            ? throw new InvalidOperationException("Nobody hears reports.")
            : call.Invoke()));
        var (staying, leaving) = (cluster.Cluster.Silos[0], cluster.Cluster.Silos[1]);
        unheard = true;
        ((InProcessSiloHandle)leaving).SiloHost.Services.GetRequiredService<PortfolioReporter>().Note(new ListedCustomer("somebody", 1, default));

        await cluster.Cluster.StopSiloAsync(leaving);

        await Eventually.HoldsAsync(() => DeathsIn(staying).Count == 1);
    }

    [Fact]
    public async Task A_silo_whose_farewell_nobody_hears_leaves_all_the_same_and_counts_as_dead()
    {
        var unheard = new TaskCompletionSource();
        await using var cluster = await StartAsync(silos: 2, silo => silo.AddOutgoingGrainCallFilter(async call =>
        {
            if (call.InterfaceMethod.Name == nameof(IDepartureGrain.NoteAsync))
                await unheard.Task;
            await call.Invoke();
        }));
        var (staying, leaving) = (cluster.Cluster.Silos[0], cluster.Cluster.Silos[1]);

        await cluster.Cluster.StopSiloAsync(leaving);

        await Eventually.HoldsAsync(() => DeathsIn(staying).Count == 1);
        unheard.SetResult();
    }

    [Fact]
    public async Task What_customers_change_while_their_silo_leaves_is_reported_before_it_has_left()
    {
        await using var cluster = await StartAsync(silos: 2, silo => silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, LateCustomer>());
        var (staying, leaving) = (cluster.Cluster.Silos[0], cluster.Cluster.Silos[1]);
        var membership = ((InProcessSiloHandle)staying).SiloHost.Services.GetRequiredService<IClusterMembershipService>();

        await cluster.Cluster.StopSiloAsync(leaving);
        await Eventually.HoldsAsync(() => membership.CurrentSnapshot.GetSiloStatus(leaving.SiloAddress) == SiloStatus.Dead);

        Assert.Equal(1, (await cluster.Cluster.Client.GetGrain<IPortfolioShardGrain>(Cluster.Shards.Of(LateCustomer.Id)).ReadFiguresAsync()).Sums.Customers);
    }

    private static SiloDeaths DeathsIn(SiloHandle silo) => ((InProcessSiloHandle)silo).SiloHost.Services.GetRequiredService<SiloDeaths>();

    /// <summary>The shard was read, and a customer that is reported counts.</summary>
    private static async Task IsReadAsync(IPortfolioShardGrain shard)
    {
        await shard.ReportAsync(new ShardReport([new ListedCustomer("another", 1, default)]));
        Assert.Equal(1, (await shard.ReadFiguresAsync()).Sums.Customers);
    }

    /// <summary>As of a silo that died between commit and report.</summary>
    private static async Task CommitAsync(GrainCluster cluster) => await cluster.Store.CommitAsync(
        new CustomerCommit { CustomerId = "somebody", AfterVersion = 0, State = new byte[] { 1 }, Summary = new StateSummary(0.5, RiskLevel.High, Maturity.Established, null) }, Stop);

    private Task<GrainCluster> StartAsync(int silos, Action<ISiloBuilder>? configure = null) => GrainCluster.StartAsync(new GrainClusterOptions
    {
        Database = OrleansDatabase.Create(postgres),
        Model = Models.Nervous,
        Silos = silos,
        Configure = silo =>
        {
            silo.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, _time);
            configure?.Invoke(silo);
        },
    });

    /// <summary>Changes while the silo's customers end, after its services have.</summary>
    private sealed class LateCustomer(PortfolioReporter reporter) : ILifecycleParticipant<ISiloLifecycle>
    {
        public const string Id = "late";

        public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(LateCustomer), ServiceLifecycleStage.GrainDeactivation, static _ => Task.CompletedTask, _ =>
        {
            reporter.Note(new ListedCustomer(Id, 1, default));
            return Task.CompletedTask;
        });
    }
}
