using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Internal;

namespace PreDelinquency.Engine.Tests;

public sealed class RepairInRecoveryTests
{
    private static readonly List<Transaction> Stream = RandomPopulation.Of(12, 20, 240);
    private readonly MemoryStore _kept = new(keepsLog: true);
    private readonly ManualTime _time = new(RandomPopulation.Start.AddDays(300));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_state_found_damaged_by_a_recovery_counts_the_interventions_of_the_tail_once()
    {
        using var store = new FaultyStore(_kept);
        var options = new EngineOptions { Clock = ClockKind.Event, Partitions = 1, CheckpointTransactions = 10_000_000 };
        await using (var engine = await RiskEngine.StartAsync(options, store, Models.Nervous, _time, NullLogger.Instance, Token))
            await engine.IngestAsync(Stream[..(Stream.Count / 2)], [], Token);
        var before = _kept.ReadTotals().Interventions;
        CrashAfter(options, store, Stream[(Stream.Count / 2)..(Stream.Count * 9 / 10)]);
        Assert.True(_kept.ReadTotals().Interventions > before);

        var damaged = new HashSet<int>();
        store.Damages = (customer, state) => state is not null && damaged.Add(customer) ? [1] : state;
        await using (var engine = await RiskEngine.StartAsync(options, store, Models.Nervous, _time, NullLogger.Instance, Token))
        {
            store.Damages = (_, state) => state;
            await engine.IngestAsync(Stream, [], Token);
        }

        Assert.NotEmpty(damaged);
        Assert.Empty((await StoreVerification.RunAsync(_kept, null, Token)).Differences);
    }

    [Fact]
    public async Task A_state_made_anew_because_somebody_asked_is_written_again()
    {
        using var store = new FaultyStore(_kept);
        var options = new EngineOptions { Partitions = 1, MaxActiveCustomers = 1 };
        var victim = Stream[0].CustomerId;
        int no;
        await using (var engine = await RiskEngine.StartAsync(options, store, Models.Nervous, _time, NullLogger.Instance, Token))
        {
            await engine.IngestAsync(Stream[..(Stream.Count / 2)], [], Token);
            no = _kept.ReadCustomers().Single(c => c.Id == victim).No;
            await Eventually.HoldsAsync(async () =>
            {
                await engine.IngestAsync([Stream.Last(t => t.CustomerId != victim)], [], Token);
                return _kept.ReadCustomers().Single(c => c.Id == victim).StatePosition > 0;
            });
            var position = _kept.ReadCustomers().Single(c => c.Id == victim).StatePosition;
            store.Damages = (customer, state) => customer == no && state is not null ? [1] : state;
            for (var i = 0; i < 3; i++)
            {
                await engine.IngestAsync(Stream.Where(t => t.CustomerId != victim).Take(20).ToList(), [], Token);
                Assert.NotNull(await engine.GetCustomerAsync(victim, Token));
            }

            store.Damages = (_, state) => state;
            Assert.StartsWith("1 ", engine.GetHealth().Single(p => p.Part == "engine").Detail.Split("; ")[1], StringComparison.Ordinal);
            await Eventually.HoldsAsync(async () =>
            {
                await engine.IngestAsync(Stream.Skip(Stream.Count / 2).Where(t => t.CustomerId != victim).ToList(), [], Token);
                return _kept.ReadCustomers().Single(c => c.Id == victim).StatePosition > position;
            });
        }

        Assert.Empty((await StoreVerification.RunAsync(_kept, null, Token)).Differences);
    }

    [Fact]
    public async Task A_store_of_an_older_program_that_is_swapped_before_its_first_entry_knows_who_judged_it_before()
    {
        using var store = new FaultyStore(_kept) { KnowsModels = false };
        var options = new EngineOptions { Clock = ClockKind.Event, Partitions = 1 };
        await using (var engine = await RiskEngine.StartAsync(options, store, Models.Nervous, _time, NullLogger.Instance, Token))
            await engine.IngestAsync(Stream[..2000], [], Token);
        await using (var engine = await RiskEngine.StartAsync(options, store, Models.Nervous, _time, NullLogger.Instance, Token))
        {
            await engine.ServeAsync(new(Models.Other), Token);
            await engine.IngestAsync(Stream, [], Token);
        }

        Assert.Empty((await StoreVerification.RunAsync(_kept, null, Token)).Differences);
    }

    [Fact]
    public async Task One_call_is_judged_by_one_model_however_long_it_is()
    {
        var options = new EngineOptions { Clock = ClockKind.Event, Partitions = 1, QueueCapacity = 40, MaxBatch = 10 };
        await using (var engine = await RiskEngine.StartAsync(options, _kept, Models.Nervous, _time, NullLogger.Instance, Token))
        {
            var pending = engine.IngestAsync(Stream[..2000], [], Token).AsTask();
            await engine.ServeAsync(new(Models.Other), Token);
            await pending;
        }

        Assert.Single(_kept.ReadModels());
    }

    // A process that ends in the middle: all was committed, and no state written.
    private void CrashAfter(EngineOptions options, FaultyStore store, List<Transaction> transactions)
    {
        using var core = new EngineCore(options, store, Models.Nervous, _time);
        Recovery.Run(core, Token);
        var request = new IngestRequest(transactions, 0, transactions.Count, new IngestOutcome[transactions.Count], core.Serving);
        core.Router.Route(request, core.Router.HomesOf(request));
        while (!request.Task.IsCompleted)
        {
            core.Partitions[0].Step();
            core.Committer.Step();
        }
    }
}
