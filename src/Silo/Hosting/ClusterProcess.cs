using System.Net;
using PreDelinquency.Cluster.Live;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Gateway.Models;
using PreDelinquency.Grains.Consumers;
using PreDelinquency.Outreach.Alerting;
using PreDelinquency.Outreach.People;
using PreDelinquency.Postgres;
using PreDelinquency.Registry;
using PreDelinquency.Silo.Contacts;
using PreDelinquency.Storage;

namespace PreDelinquency.Silo.Hosting;

/// <summary>
/// One process of the cluster. It has two sides, started in this order and stopped in the other, so that HTTP never listens
/// without a cluster behind it: one that faces the cluster, and one that serves HTTP.
/// </summary>
internal static class ClusterProcess
{
    /// <summary>Runs until it is asked to stop, or breaks off.</summary>
    /// <param name="options">From the command line.</param>
    /// <param name="output">Takes what a user wants to know.</param>
    /// <param name="stop">Asks it to stop.</param>
    /// <returns>What it broke off with; null where it was asked to stop.</returns>
    public static async Task<string?> RunAsync(SiloOptions options, TextWriter output, CancellationToken stop)
    {
        ListenRules.RequireFree(options.Http.Urls);
        var people = ServedPeople.Open(options.Role == SiloRole.Silo ? null : options.Http.PeopleFile);
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(options.Http.LogLevel).AddConsoleLines());
        var start = new DatabaseStart(DatabaseStart.Patience, TimeProvider.System, output);
        await start.MakeAsync(() => RequireSchemaAsync(options.Database, stop), stop);
        RequireFreePorts(options);
        await using var store = await start.MakeAsync(
            () => PostgresClusterStore.OpenAsync(options.Database, new PostgresClusterStoreOptions(), loggers.CreateLogger<PostgresClusterStore>(), stop), stop);
        await using var registry = await start.MakeAsync(() => PostgresRegistry.OpenInClusterAsync(options.Database, TimeProvider.System, stop), stop);
        var model = await start.MakeAsync(() => new StartingModel(registry, DefaultFolders.Model, output).ChooseAsync(null, judgedLast: null, replacesUnusable: false, stop), stop);
        await using var outreach = options.Outreach is { } asked
            ? await start.MakeAsync(() => ClusterOutreach.OpenAsync(asked, options.Database, mayBeLive: !options.Http.EventClock, stop), stop)
            : null;
        using var orleans = OrleansHost.Build(options, store, model, outreach, loggers);
        await JoinAsync(orleans, stop);
        try
        {
            var service = orleans.Services.GetRequiredService<IRiskService>();

            // Whoever belongs to the cluster waits for as long as it takes: to leave again would move customers twice. A silo has nobody who listens.
            if (options.Role != SiloRole.Silo)
                await new DatabaseStart(patience: null, TimeProvider.System, output).MakeAsync(() => BeginAsync(orleans.Services.GetRequiredService<EffectsInbox>(), stop), stop);
            if (options.Http.EventClock)
                await orleans.Services.GetRequiredService<PortfolioView>().Begun.WaitAsync(stop);
            await using var app = options.Role == SiloRole.Silo
                ? HealthApplication.Build(options.Http, service, registry)
                : GatewayApplication.Build(options.Http, people, service, registry, store, services => outreach?.AddTo(services, orleans.Services.GetRequiredService<IAlertDuty>(), orleans.Services.GetRequiredService<ConsumerLag>()));
            stop.ThrowIfCancellationRequested();
            await app.StartAsync(CancellationToken.None);
            Announce(output, app.Urls, store.Description, outreach?.Description(options.Role == SiloRole.Gateway ? app.Services : orleans.Services), people, options);

            // Where the side of the cluster breaks off, HTTP has nothing to serve any more.
            var brokenOff = orleans.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, brokenOff);
            await app.WaitForShutdownAsync(either.Token);
            return FaultOf(app.Services) ?? FaultOf(orleans.Services);
        }
        finally
        {
            await orleans.StopAsync(CancellationToken.None);
        }
    }

    // Not made again in this process: Orleans takes a minute to give up a silo that did not begin, and its ports with it. Whoever started the process starts it again.
    private static async Task JoinAsync(IHost orleans, CancellationToken stop)
    {
        try
        {
            await orleans.StartAsync(stop);
        }
        catch (OrleansLifecycleCanceledException e) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, stop);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            throw new ClusterException($"The cluster cannot be joined: {e.GetBaseException().Message}", e);
        }
    }

    private static async Task<EffectsInbox> BeginAsync(EffectsInbox inbox, CancellationToken stop)
    {
        await inbox.BeginAsync(stop);
        return inbox;
    }

    private static string? FaultOf(IServiceProvider services) =>
        services.GetServices<IHostedService>().OfType<BackgroundService>().Select(part => part.ExecuteTask?.Exception?.GetBaseException().Message).FirstOrDefault(fault => fault is not null);

    /// <summary>A process does not change the schema: many of them start at once, and their role may not.</summary>
    private static async Task<MigrationStatus> RequireSchemaAsync(string connectionString, CancellationToken cancellationToken)
    {
        var address = DatabaseAddress.Parse(connectionString);
        await using var connection = await address.ConnectAsync(cancellationToken);
        var status = await new Migrator(connection, address).ReadStatusAsync(MigrationSet.Of(MigrationSet.Orleans), cancellationToken);
        return status.IsCurrent || status.IsNewer
            ? status
            : throw new StoreException($"{address}: the schema of {MigrationSet.Orleans} has version {status.Applied}, and this program needs {status.Set.Version}; bring it up to date with: pdi db migrate --edition cluster");
    }

    // Orleans shares a port that is taken, and the silo that had it first is the one that members then take for dead.
    private static void RequireFreePorts(SiloOptions options)
    {
        if (options.Role == SiloRole.Gateway)
            return;
        ListenRules.RequireFree(options.SiloEndpoint, "--silo-port");
        ListenRules.RequireFree(new IPEndPoint(options.SiloEndpoint.Address, options.ClientPort), "--client-port");
    }

    private static void Announce(TextWriter output, IEnumerable<string> addresses, string store, string? contact, ServedPeople people, SiloOptions options)
    {
        output.WriteLine($"""
            PreDelinquency {ProductVersion.Text}
              Role       {options.Role.ToString().ToLowerInvariant()} of cluster {options.ClusterId}
              Address    {string.Join(", ", addresses)}
              Store      {store}
              Kafka      {(options.Role == SiloRole.Gateway ? null : options.Kafka?.Brokers) ?? "none"}
              Contact    {contact ?? "not decided by this cluster, as it has no keys: silo keys makes some"}
              People     {(options.Role == SiloRole.Silo ? "asked by gateways" : people.Description)}
              Clock      {(options.Http.EventClock ? "the stream's own time" : "the real time")}
            """);
        output.Flush();
    }
}
