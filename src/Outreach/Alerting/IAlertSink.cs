using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Alerting;

/// <summary>Somewhere that alerts are told.</summary>
public interface IAlertSink
{
    /// <summary>For people.</summary>
    string Description { get; }

    /// <returns>Where it is unavailable, it is told again later.</returns>
    ValueTask<SendResult> TellAsync(OperationsAlert alert, CancellationToken cancellationToken);
}
