using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Alerting;

/// <summary>What one sink is still to be told, in order: a sink that is down hears of it later.</summary>
public sealed class PendingAlerts(IAlertSink sink)
{
    /// <summary>More than this is of no more use to anybody; the oldest give way.</summary>
    private const int Most = 100;

    private readonly Queue<OperationsAlert> _pending = new();

    public string Description => sink.Description;

    public int Count => _pending.Count;

    public void Add(OperationsAlert alert)
    {
        if (_pending.Count == Most)
            _pending.Dequeue();
        _pending.Enqueue(alert);
    }

    /// <summary>Somebody else tells.</summary>
    public void Clear() => _pending.Clear();

    /// <summary>Tells what is pending, up to the first that the sink cannot be told now.</summary>
    /// <returns>What the sink did not take: for now, and it stays; or for good, and it goes. Null where it took all.</returns>
    public async ValueTask<SendResult?> TellAsync(CancellationToken cancellationToken)
    {
        SendResult? trouble = null;
        while (_pending.TryPeek(out var alert))
        {
            var result = await sink.TellAsync(alert, cancellationToken);
            if (result is not SendResult.Accepted)
                trouble = result;
            if (result is SendResult.Unavailable or SendResult.Unconfirmed)
                break;
            _pending.Dequeue();
        }

        return trouble;
    }
}
