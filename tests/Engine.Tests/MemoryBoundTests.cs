using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Internal;

namespace PreDelinquency.Engine.Tests;

public sealed class MemoryBoundTests
{
    private const int Customers = 3000;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly EngineOptions Options = new()
    {
        Clock = ClockKind.Event,
        Partitions = 2,
        MaxActiveCustomers = 200,
        MaxBatch = 20,
        MaxUnitsInFlight = 2,
        TickRun = 8,
    };

    /// <summary>What <see cref="EngineOptions.MaxActiveCustomers"/> says may come on top: what a batch and a tick wake, for each unit on its way.</summary>
    private static readonly int MostActive = Options.MaxActiveCustomers
        + (Options.Partitions * (Options.MaxUnitsInFlight + 1) * ((2 * Options.MaxBatch) + Options.TickRun));

    [Fact]
    public async Task A_tick_over_many_more_customers_than_may_be_in_memory_keeps_to_the_bound()
    {
        using var kept = new MemoryStore(keepsLog: true);
        using var store = new FaultyStore(kept);
        using var core = Started(store);
        var most = Watch(store, core);
        Send(core, Day(0, Customers));
        Settle(core);

        // The first event of the next day makes everybody hear that it began, while others go on.
        for (var day = 1; day < 4; day++)
        {
            Send(core, Day(day, 1));
            foreach (var batch in Day(day, Customers)[1..].Where((_, i) => i % 7 == day).Chunk(15))
            {
                Send(core, batch);
                core.Partitions[day % 2].Step();
                core.Committer.Step();
            }

            Settle(core);
        }

        Assert.InRange(most(), Options.MaxActiveCustomers, MostActive);
        Assert.Equal(Customers, core.Snapshot().Sums.Customers);
        Assert.InRange(core.Snapshot().Active, 1, Options.MaxActiveCustomers);
        var ticks = kept.ReadLog(0).Where(e => e.Entry.Transaction is null).ToList();
        Assert.Contains(ticks, t => t.Entry.TickThrough != int.MaxValue);
        Assert.Empty((await StoreVerification.RunAsync(kept, null, TestContext.Current.CancellationToken)).Differences);
    }

    [Fact]
    public async Task So_does_a_recovery_whose_log_concerns_everybody()
    {
        using var kept = new MemoryStore(keepsLog: true);
        using (var before = new EngineCore(Options with { MaxActiveCustomers = int.MaxValue, CheckpointTransactions = long.MaxValue }, kept, Models.Nervous, new ManualTime(Start)))
        {
            Recovery.Run(before);
            Send(before, Day(0, Customers));
            Send(before, Day(1, 40));
            Send(before, Day(2, 1));
            Settle(before);
        }

        Assert.All(kept.ReadCustomers(), c => Assert.Equal(0, c.StatePosition));
        using var store = new FaultyStore(kept);
        using var core = new EngineCore(Options, store, Models.Nervous, new ManualTime(Start));
        var most = Watch(store, core);

        Recovery.Run(core);

        Assert.InRange(most(), Options.MaxActiveCustomers, (2 * Options.MaxActiveCustomers) + (Options.Partitions * Options.TickRun));
        Assert.Empty((await StoreVerification.RunAsync(kept, null, TestContext.Current.CancellationToken)).Differences);
        Send(core, Day(3, 1));
        Settle(core);
        Assert.Empty((await StoreVerification.RunAsync(kept, null, TestContext.Current.CancellationToken)).Differences);
    }

    private static EngineCore Started(FaultyStore store)
    {
        var core = new EngineCore(Options, store, Models.Nervous, new ManualTime(Start));
        Recovery.Run(core);
        return core;
    }

    // Looks whenever somebody is about to be woken and whenever something was written.
    private static Func<long> Watch(FaultyStore store, EngineCore core)
    {
        var most = 0L;
        store.FailsReading = Look;
        store.FailsAfter = Look;
        return () =>
        {
            Look();
            return most;
        };

        bool Look()
        {
            most = Math.Max(most, core.Partitions.Sum(p => p.Directory.Snapshot().Active));
            return false;
        }
    }

    private static Transaction[] Day(int day, int customers) => [.. Enumerable.Range(0, customers).Select(c => new Transaction
    {
        TransactionId = $"{day}",
        CustomerId = $"c{c}",
        Timestamp = Start.AddDays(day).AddMinutes(5).AddSeconds(c / 10),
        Amount = Money.FromDecimal(10),
        Direction = Direction.Debit,
        Category = Category.Groceries,
        Channel = Channel.Card,
        Status = TransactionStatus.Completed,
    })];

    private static void Send(EngineCore core, Transaction[] batch)
    {
        var request = new IngestRequest(batch, 0, batch.Length, new IngestOutcome[batch.Length], core.Serving);
        core.Router.Route(request, core.Router.HomesOf(request));
    }

    private static void Settle(EngineCore core)
    {
        for (var worked = true; worked;)
        {
            worked = core.Committer.Step();
            foreach (var partition in core.Partitions)
                worked |= partition.Step();
        }
    }
}
