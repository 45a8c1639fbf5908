using PreDelinquency.Engine;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Calls;
using PreDelinquency.Outreach.Alerting;

namespace PreDelinquency.Grains.Contacts;

/// <summary>Lets one gateway of the cluster tell the receivers of alerts.</summary>
internal sealed class AlertDuty(IGrainFactory grains, RepeatedCalls calls) : IAlertDuty
{
    private const string Key = "alerts";

    private readonly string _who = Guid.NewGuid().ToString("N");

    public async ValueTask<bool> HoldsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await calls.MakeAsync(() => grains.GetGrain<IDutyGrain>(Key).HoldAsync(_who), cancellationToken);
        }
        catch (ServiceUnavailableException)
        {
            // Told later is better than told by everybody.
            return false;
        }
    }
}
