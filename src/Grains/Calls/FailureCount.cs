namespace PreDelinquency.Grains.Calls;

/// <summary>Counts failures for the log: one cause makes hundreds, and a line every ten seconds says how many. Any thread.</summary>
internal sealed class FailureCount(TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private long? _told;
    private int _count;

    /// <summary>Something failed.</summary>
    /// <param name="count">How much did since it was told last, this included.</param>
    /// <returns>Whether to tell of it now.</returns>
    public bool IsToBeTold(out int count)
    {
        lock (_gate)
        {
            count = ++_count;
            if (_told is { } told && time.GetElapsedTime(told) < Period)
                return false;
            (_count, _told) = (0, time.GetTimestamp());
            return true;
        }
    }
}
