using Orleans.Configuration;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Grains.Hosting;
using PreDelinquency.Postgres;
using PreDelinquency.Silo.Contacts;
using PreDelinquency.Silo.Security;
using PreDelinquency.Silo.Topics;

namespace PreDelinquency.Silo.Hosting;

/// <summary>The side of a process that faces the cluster: a silo, or a client of the silos.</summary>
internal static class OrleansHost
{
    /// <summary>How long silos are given to take leave.</summary>
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ReconnectPause = TimeSpan.FromSeconds(1);

    /// <param name="options">From the command line.</param>
    /// <param name="store">Stays the caller's to dispose of, after the host.</param>
    /// <param name="model">To judge by at first.</param>
    /// <param name="outreach">Null without; stays the caller's to dispose of, after the host.</param>
    /// <param name="loggers">For what is told of certificates.</param>
    public static IHost Build(SiloOptions options, IClusterStore store, ModelBundle model, ClusterOutreach? outreach, ILoggerFactory loggers)
    {
        // The command line alone says how this program runs, not the environment.
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = Environments.Production });
        builder.Logging.SetMinimumLevel(options.Http.LogLevel).AddConsoleLines().LeaveOutRepetitions(options.Http.LogLevel);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownPatience);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton(new ServingModels(new ServedModels(model)));
        builder.Services.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ServiceId));
        var database = DatabaseAddress.Parse(options.Database).ConnectionString(parts => (parts.ApplicationName, parts.MaxPoolSize) = ("predelinquency-orleans", 16));
        var certificates = options.TlsFolder is { } folder ? new MemberCertificates(folder, options.ClusterId, loggers.CreateLogger<MemberCertificates>()) : null;
        if (options.Role == SiloRole.Gateway)
        {
            builder.UseOrleansClient(client =>
            {
                client.UsePostgres(database).AddActivityPropagation().UseConnectionRetryFilter(WaitForSilosAsync).AddGateway(options.Settings);
                if (certificates is not null)
                    client.UseTls(certificates.Secure);
            });
        }
        else
        {
            builder.UseOrleans(silo =>
            {
                silo.ConfigureEndpoints(options.SiloEndpoint.Address, options.SiloEndpoint.Port, options.ClientPort);
                silo.UsePostgres(database).AddActivityPropagation().AddCustomers(options.Settings);
                if (options.Role == SiloRole.All)
                    silo.AddGateway();
                if (certificates is not null)
                    silo.UseTls(certificates.Secure);
                if (options.Kafka is { } kafka)
                    silo.AddTopics(kafka);
                outreach?.AddTo(silo);
            });
        }

        return builder.Build();
    }

    /// <summary>A gateway that starts before the first silo waits for it.</summary>
    private static async Task<bool> WaitForSilosAsync(Exception exception, CancellationToken cancellationToken)
    {
        await Task.Delay(ReconnectPause, cancellationToken);
        return true;
    }
}
