using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Live;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Grains.Hosting;

namespace PreDelinquency.Grains.Benchmarks.Hosting;

/// <summary>The cluster's side of one gateway, in this process, as the silo program builds it: a client of the silos, over TCP.</summary>
internal sealed class GatewaySide : IAsyncDisposable
{
    private readonly IHost _host;

    private GatewaySide(IHost host) => _host = host;

    /// <summary>Where transactions enter that were posted to it.</summary>
    public IngestFront Front => _host.Services.GetRequiredService<IngestFront>();

    /// <param name="store">The store of the cluster.</param>
    /// <param name="model">For what a gateway itself says of models.</param>
    /// <param name="settings">As the silos have them.</param>
    /// <param name="connect">Says where the silos are.</param>
    public static async Task<GatewaySide> StartAsync(BenchmarkStore store, ModelBundle model, ClusterSettings settings, Action<IClientBuilder> connect)
    {
        var builder = BenchmarkHost.New(store, model);
        builder.UseOrleansClient(client =>
        {
            connect(client);
            client.AddActivityPropagation().AddGateway(settings);
        });
        var gateway = new GatewaySide(builder.Build());
        await gateway._host.StartAsync();
        await gateway._host.Services.GetRequiredService<EffectsInbox>().BeginAsync(CancellationToken.None);
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
