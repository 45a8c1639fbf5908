using Orleans.Configuration;
using PreDelinquency.Grains.Calls;

namespace PreDelinquency.Grains.Hosting;

/// <summary>
/// Who belongs to the cluster, reminders and stream subscriptions in PostgreSQL, by Orleans' own providers on the statements of
/// component <c>orleans</c> of <c>scripts/sql/postgres</c>.
/// </summary>
public static class PostgresProviders
{
    private const string Invariant = "Npgsql";

    /// <summary>Where streams keep their subscriptions.</summary>
    private const string PubSubStore = "PubSubStore";

    /// <param name="silo">The silo.</param>
    /// <param name="connectionString">As Npgsql takes it.</param>
    public static ISiloBuilder UsePostgres(this ISiloBuilder silo, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(silo);
        return silo
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, connectionString))
            .UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, connectionString))
            .AddAdoNetGrainStorage(PubSubStore, options => (options.Invariant, options.ConnectionString, options.DeleteStateOnClear) = (Invariant, connectionString, true))
            .Configure<ClusterMembershipOptions>(DetectFast);
    }

    /// <param name="client">The client.</param>
    /// <param name="connectionString">As Npgsql takes it.</param>
    public static IClientBuilder UsePostgres(this IClientBuilder client, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, connectionString))
            .Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = SiloListWatch.Period);
    }

    /// <summary>
    /// A silo that was killed is out of the cluster within seconds, as its port refuses the probes. Of one that hangs Orleans holds the votes
    /// back until nothing came by its connection for as many of its longest probes as may be missed: 7.5 s here, 24 s if it were left at its
    /// default of four times the usual one. With the probe that is then missed that is well within the time for which calls are made again
    /// (<see cref="ClusterSettings.CallPatience"/>), and a silo that is merely busy, or pauses for some seconds, stays: whatever it says counts,
    /// not only answers to probes. Silos that died together are passed over by those that start after three times 5 s.
    /// </summary>
    private static void DetectFast(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(2);
        options.MaxProbeTimeout = TimeSpan.FromSeconds(2.5);
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 2;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        options.NumMissedTableIAmAliveLimit = 3;
        options.DefunctSiloExpiration = TimeSpan.FromDays(1);
    }
}
