using Microsoft.Extensions.Logging;
using Orleans.Placement;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Grains.Contacts;

/// <summary>
/// Looks every second at all there is to do about contacts, so that one silo does what all could: a timer keeps the grain alive, and where
/// its silo died the others call for it every few seconds (<see cref="OutreachBeginning"/>). Where for a moment it lives twice nothing is
/// done twice, as the store refuses whoever decided on an older ledger and leases what is handed over. It lives where it is called from:
/// in a silo that has the keys.
/// </summary>
[GrainType("outreach"), PreferLocalPlacement]
internal sealed partial class OutreachGrain(OutreachRound round, ILogger<OutreachGrain> logger) : Grain, IOutreachGrain
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private bool _works = true;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(LookAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Period) { Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task BeginAsync() => Task.CompletedTask;

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Away from the grain's own scheduler: a round may wait long for providers, and reads of the store may block.
            await Task.Run(() => round.RunAsync(cancellationToken), cancellationToken);
            _works = true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it was: the silo has more to do than this.
            if (_works)
                LogWaits(logger, e);
            _works = false;
        }
    }

    [LoggerMessage(3115, LogLevel.Warning, "Contacts wait, as what they need does not work now; it is tried again every second.")]
    private static partial void LogWaits(ILogger logger, Exception e);
}
