using PreDelinquency.Engine;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Gateway.Outreach;

/// <summary>Looks every few seconds which policy is in force, and which one lies in the folder.</summary>
internal sealed class PolicyFollowing(ServedPolicy policy, IOutreachStore store, IRiskService service, TimeProvider time, ILogger<PolicyFollowing> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ServedPolicy.Interval, time);
        do
        {
            try
            {
                await policy.LookAsync(store, service.Present, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was: all else that the gateway does must go on.
                logger.PolicyNotSeen(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
