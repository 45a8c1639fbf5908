using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Storage;

namespace PreDelinquency.Silo.Tests;

/// <summary>A silo that does nothing more and keeps its connections: nothing tells that it is gone but its silence.</summary>
public sealed class HangTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private static readonly Lazy<IReadOnlyList<Transaction>> Stream = new(() => [.. Lives.Of(seed: 5, customers: 60, months: 12)]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    public async Task A_silo_that_hangs_is_replaced_before_senders_hear_of_it_and_does_no_harm_when_it_goes_on(int size)
    {
        var (database, model) = await DatabaseAsync();
        var silos = await Task.WhenAll(Enumerable.Range(0, size).Select(_ => SiloProcess.StartAsync(database, "silo")));
        await using var gateway = await SiloProcess.StartAsync(database, "gateway");
        try
        {
            var load = new Load(gateway.Address, Stream.Value) { GoesOn = true };
            var sending = load.RunAsync(Stop);
            await load.ReachesAsync(2000);
            await using var homes = await Homes.ConnectAsync(database);
            Assert.Contains(silos[1].SiloPort, (await homes.CountAsync()).Keys);

            // Each batch has something for customers of every silo: what is under way now waits for the one that hangs.
            await Eventually.HoldsAsync(() => load.IsUnderWay);
            silos[1].Hang();
            var hung = TimeProvider.System.GetTimestamp();
            var atHang = load.Sent;
            await load.ReachesAsync(atHang + 1000);
            output.WriteLine($"Taken over after {TimeProvider.System.GetElapsedTime(hung).TotalSeconds:0.0} s.");

            // Its customers live elsewhere and change while it works off what it had begun.
            silos[1].GoOn();
            Assert.NotEqual(0, await silos[1].EndsAsync());
            Assert.Contains("I have been told I am dead", silos[1].Output, StringComparison.Ordinal);
            var atEnd = load.Sent;
            await load.ReachesAsync(atEnd + 1000);
            load.End();
            await sending;

            Assert.Empty(load.Errors);
            output.WriteLine($"Longest wait of a sender {load.Longest.TotalSeconds:0.0} s.");
            await HoldsAsync(database, load, model);
        }
        finally
        {
            foreach (var silo in silos)
                await silo.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_silo_that_pauses_until_it_is_missed_goes_on_as_if_nothing_had_been()
    {
        var (database, model) = await DatabaseAsync();
        var silos = await Task.WhenAll(SiloProcess.StartAsync(database, "silo"), SiloProcess.StartAsync(database, "silo"), SiloProcess.StartAsync(database, "silo"));
        await using var gateway = await SiloProcess.StartAsync(database, "gateway");
        try
        {
            var load = new Load(gateway.Address, Stream.Value) { GoesOn = true };
            var sending = load.RunAsync(Stop);
            await load.ReachesAsync(2000);
            await using var homes = await Homes.ConnectAsync(database);

            // Two to four seconds: long before the three probes and 7.5 s without a word after which it would be declared dead.
            silos[1].Hang();
            await Eventually.HoldsAsync(() => IsMissed(silos[0]) || IsMissed(silos[2]));
            silos[1].GoOn();
            var atEnd = load.Sent;
            await load.ReachesAsync(atEnd + 2000);
            load.End();
            await sending;

            Assert.Empty(load.Errors);
            Assert.DoesNotContain("I have been told I am dead", silos[1].Output, StringComparison.Ordinal);
            Assert.Equal(silos.Select(s => s.SiloPort).Order(), (await homes.PortsAsync()).Order());
            Assert.Contains(silos[1].SiloPort, (await homes.CountAsync()).Keys);
            await HoldsAsync(database, load, model);
        }
        finally
        {
            foreach (var silo in silos)
                await silo.DisposeAsync();
        }

        bool IsMissed(SiloProcess silo) => silo.Output.Split('\n').Any(line => line.Contains($":{silos[1].SiloPort}", StringComparison.Ordinal)
            && line.Contains("Current number of consecutive failed probes is 1", StringComparison.Ordinal));
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
