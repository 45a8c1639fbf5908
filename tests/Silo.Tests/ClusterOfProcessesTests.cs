using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Gateway.Tests.Live;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Storage;

namespace PreDelinquency.Silo.Tests;

/// <summary>Real processes on loopback, on a real database, under load.</summary>
public sealed class ClusterOfProcessesTests(PostgresFixture postgres)
{
    private static readonly Lazy<IReadOnlyList<Transaction>> Stream = new(() => [.. Lives.Of(seed: 5, customers: 60, months: 12)]);

    /// <summary>Longest that anybody waits for the customers of a silo that died.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silos_that_join_under_load_take_their_share_of_the_customers()
    {
        var (database, model) = await DatabaseAsync();
        await using var first = await SiloProcess.StartAsync(database, "silo");
        await using var gateway = await SiloProcess.StartAsync(database, "gateway");
        await using var homes = await Homes.ConnectAsync(database);
        var load = new Load(gateway.Address, Stream.Value) { GoesOn = true };
        var sending = load.RunAsync(Stop);
        await load.ReachesAsync(1000);
        Assert.Equal([first.SiloPort], (await homes.CountAsync()).Keys);

        var joined = await Task.WhenAll(SiloProcess.StartAsync(database, "silo"), SiloProcess.StartAsync(database, "silo"));
        await using var second = joined[0];
        await using var third = joined[1];
        await Eventually.HoldsAsync(async () => (await homes.CountAsync()).Count == 3);
        var spread = await homes.CountAsync();
        load.End();
        await sending;

        Assert.Equal(new[] { first.SiloPort, second.SiloPort, third.SiloPort }.Order(), spread.Keys.Order());
        Assert.Empty(load.Errors);
        await HoldsAsync(database, load, model);
    }

    [Fact]
    public async Task A_silo_that_is_killed_under_load_loses_nothing_and_doubles_nothing_and_no_sender_notices()
    {
        var (database, model) = await DatabaseAsync();
        var silos = await Task.WhenAll(SiloProcess.StartAsync(database, "silo"), SiloProcess.StartAsync(database, "silo"), SiloProcess.StartAsync(database, "silo"));
        await using var gateway = await SiloProcess.StartAsync(database, "gateway");
        try
        {
            var load = new Load(gateway.Address, Stream.Value) { GoesOn = true };
            var sending = load.RunAsync(Stop);
            await load.ReachesAsync(2000);
            await using (var homes = await Homes.ConnectAsync(database))
                Assert.Contains(silos[1].SiloPort, (await homes.CountAsync()).Keys);

            // Each batch has something for customers of every silo: what is under way now waits for the one that dies.
            await Eventually.HoldsAsync(() => load.IsUnderWay);
            silos[1].Kill();
            var atDeath = load.Sent;
            await load.ReachesAsync(atDeath + 4000);
            load.End();
            await sending;

            // A gateway makes calls again for 25 s, so that an answer other than success would say that the others took longer.
            Assert.Empty(load.Errors);
            Assert.InRange(load.Longest, TimeSpan.Zero, Recovery);
            await HoldsAsync(database, load, model);
        }
        finally
        {
            foreach (var silo in silos)
                await silo.DisposeAsync();
        }
    }

    [Fact]
    public async Task Silos_are_replaced_one_by_one_under_load_without_an_error_at_the_gateway()
    {
        var (database, model) = await DatabaseAsync();
        await using var first = await SiloProcess.StartAsync(database, "silo");
        await using var second = await SiloProcess.StartAsync(database, "silo");
        await using var gateway = await SiloProcess.StartAsync(database, "gateway");
        var load = new Load(gateway.Address, Stream.Value) { GoesOn = true };
        var sending = load.RunAsync(Stop);
        await load.ReachesAsync(1000);

        Assert.Equal(0, await first.StopAsync());
        await using var third = await SiloProcess.StartAsync(database, "silo");
        Assert.Equal(0, await second.StopAsync());
        await using var fourth = await SiloProcess.StartAsync(database, "silo");
        var restarted = load.Sent;
        await load.ReachesAsync(restarted + 500);
        load.End();
        await sending;

        Assert.Empty(load.Errors);
        await HoldsAsync(database, load, model);
    }

    [Fact]
    public async Task A_database_that_crashes_and_comes_back_is_waited_for()
    {
        using var server = PostgresServer.Start();
        var database = server.CreateDatabase();
        await OrleansDatabase.MigrateAsync(database);
        var model = await NervousModel.PromoteAsync(database);
        await using var all = await SiloProcess.StartAsync(database, "all");
        var load = new Load(all.Address, Stream.Value) { GoesOn = true };
        var sending = load.RunAsync(Stop);
        await load.ReachesAsync(1000);

        server.Crash();
        server.Resume();
        var back = load.Sent;
        await load.ReachesAsync(back + 1000);
        load.End();
        await sending;

        Assert.Empty(load.Errors);
        await HoldsAsync(database, load, model);
        await Eventually.HoldsAsync(all.IsReadyAsync);
    }

    [Fact]
    public async Task A_client_whose_gateway_dies_goes_on_at_another_and_hears_every_intervention_once_in_order()
    {
        var (database, _) = await DatabaseAsync();
        await using var silo = await SiloProcess.StartAsync(database, "silo", "--clock", "event");
        var gateways = await Task.WhenAll(SiloProcess.StartAsync(database, "gateway", "--clock", "event"), SiloProcess.StartAsync(database, "gateway", "--clock", "event"));
        await using var left = gateways[0];
        await using var right = gateways[1];
        var heard = new List<long>();
        var load = new Load(right.Address, Stream.Value);
        Task sending;
        await using (var client = await SignalRClient.ConnectAsync(left.Address))
        {
            await client.SubscribeAsync("""{"after_sequence":0}""");
            sending = load.RunAsync(Stop);
            heard.AddRange(await client.NextSequencesAsync(10));
            left.Kill();
        }

        await using var again = await SignalRClient.ConnectAsync(right.Address);
        await again.SubscribeAsync($$"""{"after_sequence":{{heard[^1]}}}""");
        heard.AddRange(await again.NextSequencesAsync(30));
        load.End();
        await sending;

        using var http = new HttpClient { BaseAddress = right.Address };
        using var page = JsonDocument.Parse(await http.GetStringAsync("/interventions?limit=1000", Stop));
        var listed = page.RootElement.GetProperty("items").EnumerateArray()
            .Where(i => i.GetProperty("status").GetString() == "proposed")
            .Select(i => i.GetProperty("sequence").GetInt64());
        Assert.Equal(listed.Take(heard.Count), heard);

        // Lists and figures that the store works out are of the same customers.
        await Eventually.HoldsAsync(async () => await NumberAsync(http, "/customers?limit=1", "total") is > 0 and var all
            && all == await NumberAsync(http, "/portfolio", "customers") && all == await NumberAsync(http, "/stats", "customers"));
    }

    private static async Task<int> NumberAsync(HttpClient http, string path, string field)
    {
        using var document = JsonDocument.Parse(await http.GetStringAsync(path, Stop));
        return document.RootElement.GetProperty(field).GetInt32();
    }

    private async Task<(string Database, ModelBundle Model)> DatabaseAsync()
    {
        var database = OrleansDatabase.Create(postgres);
        return (database, await NervousModel.PromoteAsync(database));
    }

    private static async Task HoldsAsync(string database, Load load, ModelBundle model)
    {
        await using var store = await PostgresClusterStore.OpenAsync(database, new PostgresClusterStoreOptions(), NullLogger.Instance, Stop);
        await StoredTruth.HoldsAsync(store, load.Taken, model, Stop);
    }
}
