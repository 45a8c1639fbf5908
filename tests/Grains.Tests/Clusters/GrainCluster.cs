using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.TestingHost;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Live;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Cluster.Time;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Hosting;
using PreDelinquency.Storage;

namespace PreDelinquency.Grains.Tests.Clusters;

/// <summary>Silos and one gateway in this process, by Orleans' testing host, with membership, reminders and subscriptions in PostgreSQL.</summary>
internal sealed class GrainCluster : IAsyncDisposable
{
    private const string Key = "cluster-of-test";
    private static readonly ConcurrentDictionary<string, GrainClusterOptions> Running = new();
    private readonly GrainClusterOptions _options;

    private GrainCluster(GrainClusterOptions options, TestCluster cluster) => (_options, Cluster) = (options, cluster);

    public TestCluster Cluster { get; }

    /// <summary>What the gateway serves.</summary>
    public IRiskService Service => Gateway.GetRequiredService<IRiskService>();

    public ICustomers Customers => Gateway.GetRequiredService<ICustomers>();

    public EffectsInbox Inbox => Gateway.GetRequiredService<EffectsInbox>();

    /// <summary>The services of the gateway.</summary>
    public IServiceProvider Gateway => Cluster.ServiceProvider;

    /// <summary>The gateway's own view of the store.</summary>
    public IClusterStore Store => Gateway.GetRequiredService<IClusterStore>();

    public static async Task<GrainCluster> StartAsync(GrainClusterOptions options)
    {
        var builder = new TestClusterBuilder((short)options.Silos);
        builder.Options.ClusterId = options.ClusterId;
        builder.Options.ServiceId = options.ClusterId;
        builder.Options.UseTestClusterMembership = false;
        builder.Options.ConfigureFileLogging = false;
        builder.Properties[Key] = options.ClusterId;
        builder.AddSiloBuilderConfigurator<SiloConfigurator>();
        builder.AddClientBuilderConfigurator<GatewayConfigurator>();
        Running[options.ClusterId] = options;
        var cluster = new GrainCluster(options, builder.Build());
        try
        {
            await cluster.Cluster.DeployAsync();
            await cluster.Inbox.BeginAsync(CancellationToken.None);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until every shard was told by every silo to tick.</summary>
    public Task TicksAsync() =>
        Task.WhenAll(Cluster.Silos.Select(silo => ((InProcessSiloHandle)silo).SiloHost.Services.GetServices<IHostedService>().OfType<Time.TickBeginning>().Single().ExecuteTask!));

    /// <summary>Lets customers hear the time; all their shards at once, so that commits share database transactions.</summary>
    public Task TickAsync(IEnumerable<string> customerIds, DateTimeOffset now) =>
        Task.WhenAll(customerIds.Select(Shards.Of).Distinct().Select(shard => new ShardTicks(shard, Store, Customers).RunAsync(now, CancellationToken.None)));

    public async ValueTask DisposeAsync()
    {
        await Cluster.StopAllSilosAsync();
        await Cluster.DisposeAsync();

        // Orleans' providers leave their connections to Npgsql's pool, which keeps them for minutes: a server has room for so many.
        using (var connection = new NpgsqlConnection(_options.Database))
            NpgsqlConnection.ClearPool(connection);
        Running.TryRemove(_options.ClusterId, out _);
    }

    private static void AddParts(IServiceCollection services, GrainClusterOptions options) => services
        .AddSingleton<IClusterStore>(provider => PostgresClusterStore
            .OpenAsync(options.Database, new PostgresClusterStoreOptions(), provider.GetRequiredService<ILogger<PostgresClusterStore>>(), CancellationToken.None).GetAwaiter().GetResult())
        .AddSingleton(new ServingModels(new ServedModels(options.Model)))
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));

    private sealed class SiloConfigurator : IHostConfigurator
    {
        public void Configure(IHostBuilder hostBuilder) => hostBuilder.UseOrleans((context, silo) =>
        {
            var options = Running[context.Configuration[Key]!];
            AddParts(silo.Services, options);
            silo.UsePostgres(options.Database).AddActivityPropagation().AddCustomers(options.Settings);
            options.Configure(silo);
        });
    }

    private sealed class GatewayConfigurator : IHostConfigurator
    {
        public void Configure(IHostBuilder hostBuilder) => hostBuilder.UseOrleansClient((context, client) =>
        {
            var options = Running[context.Configuration[Key]!];
            AddParts(client.Services, options);
            client.UsePostgres(options.Database).AddActivityPropagation().AddGateway(options.Settings);
        });
    }
}
