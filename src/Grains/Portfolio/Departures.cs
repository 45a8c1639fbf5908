using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Calls;

namespace PreDelinquency.Grains.Portfolio;

/// <summary>
/// Takes leave: reports what the last calls of a silo's customers changed, once none of them lives there any more, and says that it has.
/// One that does not come so far, killed or out of time, counts as dead (<see cref="SiloDeaths"/>).
/// </summary>
internal sealed partial class Departures(
    PortfolioReporter reporter, IGrainFactory grains, RepeatedCalls calls, IClusterMembershipService membership, ILocalSiloDetails here, TimeProvider time, ILogger<Departures> logger) : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>How long leave is taken for. Whoever ends a silo gives it about ten seconds, and it has more to end; what it does not come to say costs the others a reading.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(Departures), ServiceLifecycleStage.GrainDeactivation - 1, static _ => Task.CompletedTask, LeaveAsync);

    /// <summary>Whether a silo said that it left nothing unreported; false too where nobody can be asked.</summary>
    public async ValueTask<bool> IsNotedAsync(SiloAddress silo, CancellationToken cancellationToken)
    {
        try
        {
            return await calls.MakeAsync(() => Of(silo).IsNotedAsync(), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotKnown(logger, silo, e);
            return false;
        }
    }

    private async Task LeaveAsync(CancellationToken cancellationToken)
    {
        // The last one tells nobody: whoever comes next reads all shards.
        if (!membership.CurrentSnapshot.Members.Values.Any(member => member.Status == SiloStatus.Active && !member.SiloAddress.Equals(here.SiloAddress)))
            return;
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // Where all silos end at once nobody may be left to hear it.
            await reporter.FlushAsync(either.Token);
            if (reporter.Waiting == 0)
                await calls.MakeAsync(() => Of(here.SiloAddress).NoteAsync(), either.Token);
            else
                LogLeavesWithout(logger, reporter.Waiting, null);
        }
        catch (Exception e)
        {
            // Whatever kept it from that, it leaves all the same, and counts as dead.
            LogLeavesWithout(logger, reporter.Waiting, e);
        }
    }

    private IDepartureGrain Of(SiloAddress silo) => grains.GetGrain<IDepartureGrain>(silo.ToParsableString());

    [LoggerMessage(3117, LogLevel.Warning, "This silo leaves, and {Customers} customers that it changed were not reported or nobody heard that all were; the others read their shards.")]
    private static partial void LogLeavesWithout(ILogger logger, int customers, Exception? e);

    [LoggerMessage(3118, LogLevel.Warning, "Nobody could be asked whether {Silo} reported all before it left; it counts as dead.")]
    private static partial void LogNotKnown(ILogger logger, SiloAddress silo, Exception e);
}
