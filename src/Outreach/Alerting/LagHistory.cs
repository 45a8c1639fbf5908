namespace PreDelinquency.Outreach.Alerting;

/// <summary>
/// Since when queues have been behind, in memory. They are looked at for an instant: one look that finds a queue caught up with is a
/// moment's pause, and two in a row are the end. Of which somebody told before and nobody tells now is behind: its readers may all be gone.
/// </summary>
public sealed class LagHistory
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateTimeOffset Since, bool IsPausing)> _behind = new(StringComparer.Ordinal);

    /// <summary>Adds a look at a queue.</summary>
    /// <returns>For how long it has been behind, but for single looks; null where it is not now.</returns>
    public TimeSpan? Note(IngestBacklog queue, DateTimeOffset clock)
    {
        var isTold = queue.Waiting is not null;
        if (isTold)
            _told.Add(queue.Name);
        var isKnown = _behind.TryGetValue(queue.Name, out var behind);
        if (isTold ? queue.IsBehind : _told.Contains(queue.Name))
        {
            _behind[queue.Name] = (isKnown ? behind.Since : clock, IsPausing: false);
            return clock - _behind[queue.Name].Since;
        }

        if (behind.IsPausing)
            _behind.Remove(queue.Name);
        else if (isKnown)
            _behind[queue.Name] = behind with { IsPausing = true };
        return null;
    }
}
