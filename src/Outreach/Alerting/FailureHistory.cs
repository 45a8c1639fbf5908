namespace PreDelinquency.Outreach.Alerting;

/// <summary>How many contacts stood failed in the last hour, in memory.</summary>
public sealed class FailureHistory
{
    /// <summary>How long a rise is told after the last contact that failed.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Queue<(DateTimeOffset At, int Failed)> _looks = new();

    /// <summary>Adds a look.</summary>
    /// <param name="failed">Contacts that are failed now.</param>
    /// <param name="clock">The real clock.</param>
    /// <returns>How many more there are than the fewest within the window; 0 at the first look, as those that stood before are not new.</returns>
    public int Note(int failed, DateTimeOffset clock)
    {
        // The last one before this stays, however long ago: what failed while nobody could look is new.
        while (_looks.Count > 1 && clock - _looks.Peek().At > Window)
            _looks.Dequeue();
        var fewest = Math.Min(failed, _looks.Count > 0 ? _looks.Min(look => look.Failed) : failed);
        while (_looks.TryPeek(out var oldest) && clock - oldest.At > Window)
            _looks.Dequeue();
        _looks.Enqueue((clock, failed));
        return failed - fewest;
    }
}
