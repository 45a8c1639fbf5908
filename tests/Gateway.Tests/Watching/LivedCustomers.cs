using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Postgres;
using PreDelinquency.Storage;

namespace PreDelinquency.Gateway.Tests.Watching;

/// <summary>Customers who were judged for months, in a PostgreSQL of a cluster, and a service that knows two thirds of them; not to be changed.</summary>
public sealed class LivedCustomers : IAsyncLifetime
{
    public const int Count = 60;

    private static readonly string[] Names = ["Ana Ruiz", "Bo Chen", "ÁNA López", "Straße D'Arcy 100%_\\", "Ægir SØRENSEN", "Jose\u0301 Núñez"];
    private static readonly DateTimeOffset Now = MemoryService.Noon;

    private readonly PostgresFixture _server = new();

    internal MemoryService Service { get; } = new();

    internal PostgresClusterStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        Store = await OpenOwnAsync(stop);
        for (var no = 1; no <= Count; no++)
        {
            await Store.CommitAsync(Live(new Random(no), no), stop);
            if (no % 3 > 0)
                Service.Add($"c{no}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is not null)
            await Store.DisposeAsync();
        _server.Dispose();
    }

    /// <summary>A store without customers, for a test that changes it; the test disposes it.</summary>
    internal async Task<PostgresClusterStore> OpenOwnAsync(CancellationToken stop) =>
        await PostgresClusterStore.OpenAsync(
            _server.CreateDatabase(connection => MigrateAsync(connection).GetAwaiter().GetResult()), new PostgresClusterStoreOptions(), NullLogger.Instance, stop);

    private static async Task MigrateAsync(string connectionString)
    {
        var address = DatabaseAddress.Parse(connectionString);
        await using var connection = await address.ConnectAsync(TestContext.Current.CancellationToken);
        await new Migrator(connection, address).ApplyAsync(MigrationSet.Of(MigrationSet.Cluster), TestContext.Current.CancellationToken);
    }

    /// <summary>A customer who is judged now and then for four months, mostly until now; every tenth long ago, and every seventh without a profile.</summary>
    private static CustomerCommit Live(Random random, int no)
    {
        var commit = new CustomerCommit
        {
            CustomerId = $"c{no}",
            AfterVersion = 0,
            State = new byte[] { 1 },
            Profile = no % 7 == 0 ? null : new CustomerProfile { Name = Names[no % Names.Length], Segment = no % 2 == 0 ? "mass" : "young", Region = no % 3 == 0 ? null : no % 3 == 1 ? "north" : "south" },
        };
        var until = Now.AddDays(no % 10 == 0 ? -150 : 0);
        var at = until.AddDays(-120 * random.NextDouble()).AddMilliseconds(no);
        if (no % 5 == 0)
            at = until.AddDays(-random.Next(1, 8));
        while (at <= until)
        {
            commit.Scores.Add(new ScorePoint(DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()), Math.Round(random.NextDouble(), 2), (RiskLevel)random.Next(4)));
            at = at.AddDays(random.Next(4) == 0 ? 0.1 : 7 * random.NextDouble());
        }

        var latest = commit.Scores[^1];
        commit.Summary = new StateSummary(latest.Probability, latest.Level, Maturity.Established, latest.At);
        return commit;
    }
}
