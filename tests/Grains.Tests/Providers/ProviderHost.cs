using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Storage;
using PreDelinquency.Grains.Hosting;

namespace PreDelinquency.Grains.Tests.Providers;

/// <summary>Orleans' own providers on a migrated database, as a silo and a client have them, without a silo that runs.</summary>
internal sealed class ProviderHost : IDisposable
{
    /// <summary>A storage that keeps the row of a state that is cleared.</summary>
    public const string Keeping = "keeping";

    /// <summary>The storage of subscriptions; it deletes the row of a state that is cleared.</summary>
    public const string Deleting = "PubSubStore";

    private readonly IHost _silo;
    private readonly IHost _client;

    private ProviderHost(string database, string id)
    {
        var silo = Empty();
        silo.UseOrleans(orleans => orleans
            .ConfigureEndpoints(IPAddress.Loopback, 1, 2)
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (id, id))
            .UsePostgres(database)
            .AddAdoNetGrainStorage(Keeping, options => (options.Invariant, options.ConnectionString) = ("Npgsql", database)));
        _silo = silo.Build();
        var client = Empty();
        client.UseOrleansClient(orleans => orleans.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (id, id)).UsePostgres(database));
        _client = client.Build();
    }

    public IMembershipTable Members => _silo.Services.GetRequiredService<IMembershipTable>();

    public IReminderTable Reminders => _silo.Services.GetRequiredService<IReminderTable>();

    public IGatewayListProvider Gateways => _client.Services.GetRequiredService<IGatewayListProvider>();

    public static async Task<ProviderHost> StartAsync(string database, string id)
    {
        var host = new ProviderHost(database, id);
        await host.Members.InitializeMembershipTableAsync(tryInitTableVersion: true, TestContext.Current.CancellationToken);
        await host.Reminders.StartAsync(TestContext.Current.CancellationToken);
        await host.Gateways.InitializeGatewayListProviderAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>A storage, begun as a silo begins it.</summary>
    public async Task<IGrainStorage> StorageAsync(string name)
    {
        var storage = _silo.Services.GetRequiredKeyedService<IGrainStorage>(name);
        var lifecycle = new StartedLifecycle();
        ((ILifecycleParticipant<ISiloLifecycle>)storage).Participate(lifecycle);
        await lifecycle.StartAsync();
        return storage;
    }

    public void Dispose()
    {
        _silo.Dispose();
        _client.Dispose();
    }

    private static HostApplicationBuilder Empty()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.None);
        return builder;
    }
}
