using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Streams;
using PreDelinquency.Cluster.Live;
using PreDelinquency.Grains.Calls;
using PreDelinquency.Grains.Live;
using PreDelinquency.Grains.Watching;

namespace PreDelinquency.Grains.Hosting;

/// <summary>What a gateway needs, in a process of its own or in one with a silo.</summary>
public static class GatewayServices
{
    /// <summary>Asks a cluster. Clustering is the caller's to choose; the store and the models must be registered as in silos.</summary>
    public static IClientBuilder AddGateway(this IClientBuilder client, ClusterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(settings);
        client.AddMemoryStreams(EffectsLanes.Provider, streams => streams.ConfigurePartitioning(EffectsLanes.Count));
        client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = settings.ResponseTimeout);
        client.Services.AddClusterServices(settings).AddHostedService<SiloListWatch>();

        // Answers on the way by a connection that broke are lost, also where its silo lives.
        client.AddGatewayCountChangedHandler(services => (_, change) =>
        {
            if (change.NumberOfConnectedGateways < change.PreviousNumberOfConnectedGateways)
                services.GetRequiredService<SiloLosses>().Note();
        });
        AddGateway(client.Services);
        return client;
    }

    /// <summary>Asks the cluster that the silo of this process belongs to.</summary>
    public static ISiloBuilder AddGateway(this ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        AddGateway(silo.Services);
        return silo;
    }

    private static void AddGateway(IServiceCollection services) => services
        .AddPortfolioWatch()
        .AddHostedService<InterventionWatch>()
        .AddSingleton(provider => new EffectsSubscription(
            provider.GetRequiredKeyedService<IStreamProvider>(EffectsLanes.Provider),
            provider.GetRequiredService<EffectsInbox>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EffectsSubscription>>()))
        .AddHostedService(provider => provider.GetRequiredService<EffectsSubscription>());
}
