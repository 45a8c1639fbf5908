namespace PreDelinquency.Outreach.Alerting;

/// <summary>Where several processes watch the same, one tells those outside.</summary>
public interface IAlertDuty
{
    /// <summary>Whether this process is the one; asked at every look.</summary>
    ValueTask<bool> HoldsAsync(CancellationToken cancellationToken);
}
