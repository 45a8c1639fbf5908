using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Internal;

namespace PreDelinquency.Engine.Tests;

public sealed class StartEndedTests
{
    private const int SmallestPage = 64;
    private static readonly List<Transaction> Stream = RandomPopulation.Of(32, 10, 60);
    private static readonly EngineOptions Options = new() { Clock = ClockKind.Event, Partitions = 2 };

    [Theory]
    [InlineData(SmallestPage)]
    [InlineData(1)]
    public async Task A_start_that_is_ended_in_the_middle_of_its_recovery_stops_there_and_leaves_the_store_sound(int maxActive)
    {
        using var kept = new MemoryStore(keepsLog: true);
        FillAndCrash(kept);
        using var stop = new CancellationTokenSource();
        var read = 0;
        using var store = new FaultyStore(kept)
        {
            Loses = _ =>
            {
                if (++read == 5 * SmallestPage)
                    stop.Cancel();
                return false;
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StartAsync(store, maxActive, stop.Token));

        // What was being read and applied at that moment is two pages at most.
        Assert.InRange(read, 5 * SmallestPage, 7 * SmallestPage);
        Assert.True(kept.ReadTotals().Position > 20 * SmallestPage);
        Assert.Empty((await StoreVerification.RunAsync(kept, null, TestContext.Current.CancellationToken)).Differences);
    }

    // No state is ever written, so all of the log is to be replayed.
    private static void FillAndCrash(MemoryStore store)
    {
        using var core = new EngineCore(Options, store, Models.Nervous, new ManualTime(RandomPopulation.Start.AddYears(1)));
        Recovery.Run(core);
        var request = new IngestRequest(Stream, 0, Stream.Count, new IngestOutcome[Stream.Count], core.Serving);
        core.Router.Route(request, core.Router.HomesOf(request));
        while (!request.Task.IsCompleted)
        {
            foreach (var partition in core.Partitions)
                partition.Step();
            core.Committer.Step();
        }
    }

    private static Task<RiskEngine> StartAsync(FaultyStore store, int maxActive, CancellationToken cancellationToken) =>
        RiskEngine.StartAsync(Options with { MaxActiveCustomers = maxActive }, store, Models.Nervous, new ManualTime(RandomPopulation.Start.AddYears(1)), NullLogger.Instance, cancellationToken);
}
