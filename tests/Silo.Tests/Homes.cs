using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Consumers;
using PreDelinquency.Grains.Hosting;

namespace PreDelinquency.Silo.Tests;

/// <summary>Where customers live, and what silos have left to read: a client of the cluster that asks its silos.</summary>
internal sealed class Homes : IAsyncDisposable
{
    private readonly IHost _client;

    private Homes(IHost client) => _client = client;

    public static async Task<Homes> ConnectAsync(string database)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("predelinquency", "predelinquency"))
            .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10))
            .UsePostgres(database));
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new Homes(host);
    }

    /// <summary>The grains of the cluster.</summary>
    public IGrainFactory Grains => _client.Services.GetRequiredService<IGrainFactory>();

    /// <summary>How many customers live in each silo that hosts any, by the silo's port.</summary>
    public async Task<IReadOnlyDictionary<int, int>> CountAsync()
    {
        var management = Grains.GetGrain<IManagementGrain>(0);
        var statistics = await management.GetSimpleGrainStatistics();
        return statistics.Where(s => s.GrainType.Contains("CustomerGrain", StringComparison.Ordinal) && s.ActivationCount > 0)
            .ToDictionary(s => s.SiloAddress.Endpoint.Port, s => s.ActivationCount);
    }

    /// <summary>The ports of the silos that belong to the cluster.</summary>
    public async Task<IEnumerable<int>> PortsAsync() => (await Grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true)).Keys.Select(silo => silo.Endpoint.Port);

    /// <summary>How much silos say they have left to read; null where none says anything.</summary>
    public Task<long?> LagAsync() => Grains.GetGrain<IConsumerGrain>(ConsumerLag.Transactions).LagAsync();

    /// <summary>The port of the silo that a grain lives in; null where it lives nowhere.</summary>
    public async Task<int?> PortOfAsync(IAddressable grain) => (await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain))?.Endpoint.Port;

    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync(TestContext.Current.CancellationToken);
        _client.Dispose();
    }
}
