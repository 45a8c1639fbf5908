namespace PreDelinquency.Outreach.Alerting;

/// <summary>Since when queues have been behind without a break, in memory.</summary>
public sealed class LagHistory
{
    private readonly Dictionary<string, DateTimeOffset> _behindSince = new(StringComparer.Ordinal);

    /// <summary>Adds a look at a queue.</summary>
    /// <returns>For how long it has been behind at every look; null where it is not.</returns>
    public TimeSpan? Note(IngestBacklog queue, DateTimeOffset clock)
    {
        if (!queue.IsBehind)
            _behindSince.Remove(queue.Name);
        else if (_behindSince.TryAdd(queue.Name, clock))
            return TimeSpan.Zero;
        return _behindSince.TryGetValue(queue.Name, out var since) ? clock - since : null;
    }
}
