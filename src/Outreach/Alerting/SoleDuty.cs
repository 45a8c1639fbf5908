namespace PreDelinquency.Outreach.Alerting;

/// <summary>There is no other process.</summary>
public sealed class SoleDuty : IAlertDuty
{
    public ValueTask<bool> HoldsAsync(CancellationToken cancellationToken) => new(true);
}
