using Orleans.Configuration;

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
            .Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
    }

    /// <summary>
    /// A silo that was killed is out of the cluster within seconds, as its port refuses the probes. Of one that hangs Orleans holds the votes
    /// back until nothing came by its connection for three of its longest probes, about 24 s: hardly less than calls are made again
    /// (<see cref="ClusterSettings.CallPatience"/>). A pause of a few seconds is no death. Silos that died together are passed over by those that start after three times 5 s.
    /// </summary>
    private static void DetectFast(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 2;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        options.NumMissedTableIAmAliveLimit = 3;
        options.DefunctSiloExpiration = TimeSpan.FromDays(1);
    }
}
