using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage;

namespace PreDelinquency.Engine.Tests;

public sealed class SimulationTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Nothing_acknowledged_is_lost_and_nothing_counts_twice_through_failures_and_crashes(int seed)
    {
        using var store = new MemoryStore(keepsLog: true);

        await RunAsync(seed, store, customers: 25, days: 120);
    }

    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    public async Task The_same_holds_on_sqlite(int seed)
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(new SqliteStoreOptions(folder.Path) { Durability = Durability.ProcessCrash, RowsPerBlock = 64 });

        await RunAsync(seed, store, customers: 12, days: 90);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    public async Task The_same_holds_on_postgres(int seed)
    {
        using var store = await PostgresStore.OpenAsync(server.CreateDatabase(), mayCreate: true, TestContext.Current.CancellationToken);

        await RunAsync(seed, store, customers: 12, days: 90, changesModels: seed % 2 == 0);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(203)]
    [InlineData(204)]
    public async Task The_same_holds_when_models_are_swapped_at_any_moment_and_the_engine_starts_again_with_another(int seed)
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(new SqliteStoreOptions(folder.Path) { Durability = Durability.ProcessCrash, RowsPerBlock = 64 });

        await RunAsync(seed, store, customers: 12, days: 110, changesModels: true);

        Assert.True(store.ReadModels().Count > 1);
    }

    private static async Task RunAsync(int seed, IStore store, int customers, int days, bool changesModels = false)
    {
        var random = new Random(seed);
        var options = new EngineOptions
        {
            Clock = seed % 2 == 0 ? ClockKind.Wall : ClockKind.Event,
            Partitions = random.Next(1, 5),
            MaxBatch = random.Next(1, 60),
            MaxUnitsInFlight = random.Next(1, 4),
            CheckpointTransactions = random.Next(20, 2000),
            CheckpointInterval = TimeSpan.FromMinutes(random.Next(2) == 0 ? 1 : 60 * 24 * 20),
            CheckpointStatesPerUnit = random.Next(1, 10),
            MaxActiveCustomers = random.Next(2) == 0 ? random.Next(1, 12) : 1000,
            TickRun = random.Next(1, 5),
            TickInterval = TimeSpan.FromHours(random.Next(2) == 0 ? 1 : 6),
        };
        var stream = RandomPopulation.Of(seed, customers, days, slots: random.Next(2) == 0 ? 3 : Slots.Count);
        var simulation = new Simulation(seed, store, options, changesModels);

        simulation.Run(stream, crashes: 8);
        if (random.Next(2) == 0)
            simulation.Finish();
        else
            simulation.Crash();

        Assert.True(simulation.Crashes >= 8);
        var logged = store.ReadLog(0).Where(e => e.Entry.Transaction is not null).Select(e => e.Entry.Transaction!).ToList();
        Assert.Equal(stream.Count, logged.Count);
        Assert.Equal(stream.Select(Key).ToHashSet(), logged.Select(Key).ToHashSet());
        Assert.Equal(stream.Count, store.ReadTotals().Transactions);
        Assert.Equal(store.ReadTotals().Position, store.ReadLog(0).Count());
        Assert.Subset(logged.Select(Key).ToHashSet(), simulation.Acknowledged.Select(Key).ToHashSet());
        var report = await StoreVerification.RunAsync(store, null, TestContext.Current.CancellationToken);
        Assert.Empty(report.Differences);
        Assert.Equal(customers, report.Customers);
        Assert.True(report.Interventions > 0);
    }

    private static (string, string) Key(Transaction t) => (t.CustomerId, t.TransactionId);
}
