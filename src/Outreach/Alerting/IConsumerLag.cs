namespace PreDelinquency.Outreach.Alerting;

/// <summary>Knows how much waits in a message broker for the processes that read it.</summary>
public interface IConsumerLag
{
    /// <summary>Messages that are not read and durable yet, of all that the readers told lately; null where no reader told anything, or nobody can be asked.</summary>
    ValueTask<long?> ReadAsync(CancellationToken cancellationToken);
}
