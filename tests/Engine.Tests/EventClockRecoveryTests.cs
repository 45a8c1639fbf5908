using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Internal;

namespace PreDelinquency.Engine.Tests;

public sealed class EventClockRecoveryTests
{
    private static readonly List<Transaction> Stream = RandomPopulation.Of(5, 10, 130);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_crash_and_sending_again_give_what_an_uninterrupted_run_gives(int partitions)
    {
        using var whole = new MemoryStore(keepsLog: true);
        using var crashed = new MemoryStore(keepsLog: true);

        Run(whole, partitions, crashes: false);
        Run(crashed, partitions, crashes: true);

        Assert.Equal(await FollowedAsync(whole), await FollowedAsync(crashed));
        Assert.NotEqual(0, whole.ReadTotals().Interventions);
    }

    // The clock runs ahead of the commit: what lies 20 days later is routed, but not committed, when the crash comes.
    private static void Run(MemoryStore store, int partitions, bool crashes)
    {
        var core = Start(store, partitions);
        Send(core, Stream);
        Drain(core);
        Transaction[] one = [Stream[^1] with { TransactionId = "one", Timestamp = Stream[^1].Timestamp.AddMinutes(1) }];
        Transaction[] far = [.. Enumerable.Range(1, 20).Select(d => Stream[^1] with { TransactionId = $"far{d}", Timestamp = Stream[^1].Timestamp.AddDays(d) })];
        Send(core, one);
        foreach (var partition in core.Partitions)
            partition.Step();
        Send(core, far);
        core.Partitions[^1].Step();
        core.Committer.Step();
        if (crashes)
        {
            core.Dispose();
            core = Start(store, partitions);
            Send(core, far);
        }

        Drain(core);
        core.Dispose();
    }

    private static async Task<List<string>> FollowedAsync(MemoryStore store)
    {
        var token = TestContext.Current.CancellationToken;
        var all = new List<string>();
        foreach (var customer in store.ReadCustomers())
            all.AddRange((await store.ReadScoresAsync(customer.No, null, 100_000, token)).Items.Select(s => $"{customer.Id} {s}"));
        all.AddRange((await store.ReadInterventionsAsync(0, 100_000, token)).Select(i => $"{i.Intervention.InterventionId} {i.Intervention.At:O} {i.Intervention.Level}"));
        return [.. all.Order(StringComparer.Ordinal)];
    }

    private static EngineCore Start(MemoryStore store, int partitions)
    {
        var core = new EngineCore(new EngineOptions { Clock = ClockKind.Event, Partitions = partitions }, store, Models.Nervous, new ManualTime(RandomPopulation.Start.AddYears(1)));
        Recovery.Run(core);
        return core;
    }

    private static void Send(EngineCore core, IReadOnlyList<Transaction> batch)
    {
        var request = new IngestRequest(batch, 0, batch.Count, new IngestOutcome[batch.Count], core.Serving);
        core.Router.Route(request, core.Router.HomesOf(request));
    }

    private static void Drain(EngineCore core)
    {
        for (var i = 0; i < 50; i++)
        {
            foreach (var partition in core.Partitions)
                partition.Step();
            core.Committer.Step();
        }
    }
}
