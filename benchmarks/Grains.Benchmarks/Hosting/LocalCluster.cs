using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PreDelinquency.Cluster;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Grains.Hosting;
using PreDelinquency.Silo.Tests;

namespace PreDelinquency.Grains.Benchmarks.Hosting;

/// <summary>
/// One silo and one gateway's side of the cluster in this process, as the silo program builds them. All that happens is news,
/// however old, so that messages to gateways and the counts of observed days are part of the work.
/// </summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private const string PubSubStore = "PubSubStore";
    private static readonly ClusterSettings Settings = new() { NewsLifetime = TimeSpan.FromDays(36_500) };
    private readonly IHost _silo;
    private readonly GatewaySide _gateway;

    private LocalCluster(IHost silo, GatewaySide gateway) => (_silo, _gateway) = (silo, gateway);

    /// <summary>What the silo has.</summary>
    public IServiceProvider Silo => _silo.Services;

    /// <summary>Where transactions enter that were read in the silo itself, as from Kafka.</summary>
    public IngestFront Near => Silo.GetRequiredKeyedService<IngestFront>(SiloServices.Near);

    /// <summary>Where transactions enter that were posted to the gateway.</summary>
    public IngestFront Gateway => _gateway.Front;

    /// <param name="store">Its store.</param>
    /// <param name="model">Judges.</param>
    /// <param name="configure">Adds to the silo.</param>
    public static async Task<LocalCluster> StartAsync(BenchmarkStore store, ModelBundle model, Action<ISiloBuilder>? configure = null)
    {
        var ports = FreePorts.Take(2);
        var builder = BenchmarkHost.New(store, model);
        builder.UseOrleans(silo =>
        {
            UseProviders(silo, store.ConnectionString, ports[0], ports[1]);
            silo.AddActivityPropagation().AddCustomers(Settings);
            configure?.Invoke(silo);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new LocalCluster(host, await GatewaySide.StartAsync(store, model, Settings, client =>
            _ = store.ConnectionString is { } database ? client.UsePostgres(database) : client.UseLocalhostClustering(ports[1], BenchmarkHost.ClusterId, BenchmarkHost.ClusterId)));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _silo.StopAsync();
        _silo.Dispose();
    }

    private static void UseProviders(ISiloBuilder silo, string? database, int siloPort, int clientPort)
    {
        if (database is null)
        {
            silo.UseLocalhostClustering(siloPort, clientPort, null, BenchmarkHost.ClusterId, BenchmarkHost.ClusterId)
                .UseInMemoryReminderService()
                .AddMemoryGrainStorage(PubSubStore);
        }
        else
        {
            silo.ConfigureEndpoints(IPAddress.Loopback, siloPort, clientPort).UsePostgres(database);
        }
    }
}
