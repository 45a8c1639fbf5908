using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Live;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Grains.Calls;
using PreDelinquency.Grains.Customers;
using PreDelinquency.Grains.Live;
using PreDelinquency.Grains.Portfolio;

namespace PreDelinquency.Grains.Hosting;

/// <summary>What a silo needs beside clustering, reminders and the storage of stream subscriptions (<c>PubSubStore</c>).</summary>
public static class SiloServices
{
    /// <summary>Key of the <see cref="ICustomers"/> and the <see cref="IngestFront"/> whose customers are to live in this silo: for whoever reads transactions of always the same customers.</summary>
    public const string Near = "near";

    /// <summary>
    /// Hosts customers. The store and the models must be registered: <see cref="Cluster.Ports.IClusterStore"/>, <see cref="ServingModels"/>; a
    /// <see cref="Relays.IRelay"/> per topic may be, the same ones in every silo.
    /// </summary>
    public static ISiloBuilder AddCustomers(this ISiloBuilder silo, ClusterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(silo);
        ArgumentNullException.ThrowIfNull(settings);
        silo.AddMemoryStreams(EffectsLanes.Provider, streams =>
        {
            streams.ConfigurePartitioning(EffectsLanes.Count);
            streams.ConfigurePullingAgent(agent => agent.Configure(options => options.GetQueueMsgsTimerPeriod = settings.EffectsPeriod));
        });
        silo.AddIncomingGrainCallFilter<DatabaseFailures>();
        silo.AddPlacementDirector<CustomerPlacement, CustomerPlacementDirector>();
        silo.Configure<GrainCollectionOptions>(options => options.ClassSpecificCollectionAge[typeof(CustomerGrain).FullName!] = settings.CollectionAge);
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = settings.ResponseTimeout);
        silo.Services.AddClusterServices(settings)
            .AddSingleton<CustomerHomes>()
            .AddSingleton<PortfolioReporter>()
            .AddSingleton<IEffectsChannel>(services => new StreamEffectsChannel(services.GetRequiredKeyedService<Orleans.Streams.IStreamProvider>(EffectsLanes.Provider), services.GetRequiredService<ILocalSiloDetails>()))
            .AddSingleton<EffectsSender>()
            .AddSingleton<ICommitObserver, ProcessObserver>()
            .AddSingleton(services => new HostServices(
                services.GetRequiredService<Cluster.Ports.IClusterStore>(), services.GetRequiredService<ServingModels>(), services.GetRequiredService<ClusterClock>(), services.GetRequiredService<ICommitObserver>())
            {
                Logger = services.GetRequiredService<ILogger<CustomerHost>>(),
            })
            .AddKeyedSingleton<ICustomers>(Near, (services, _) => new OrleansCustomers(
                services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<RepeatedCalls>(), services.GetRequiredService<ILocalSiloDetails>().SiloAddress))
            .AddKeyedSingleton(Near, (services, key) => new IngestFront(
                services.GetRequiredKeyedService<ICustomers>(key), settings.IngestCapacity, services.GetRequiredService<TimeProvider>()))
            .AddSingleton<Departures>()
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<Departures>())
            .AddSingleton(services => new SiloDeaths(
                services.GetRequiredService<IClusterMembershipService>(), services.GetRequiredService<SiloLosses>(), services.GetRequiredService<Departures>().IsNotedAsync))
            .AddHostedService(services => services.GetRequiredService<SiloDeaths>())
            .AddHostedService<PortfolioReporting>()
            .AddHostedService<EffectsSending>()
            .AddHostedService<Time.TickBeginning>()
            .AddHostedService<Relays.RelayBeginning>();
        if (settings.Clock == Engine.ClockKind.Event)
            silo.Services.AddPortfolioWatch().AddHostedService<Time.EventTimeTicks>();
        return silo;
    }
}
