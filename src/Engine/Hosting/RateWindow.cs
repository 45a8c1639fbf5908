namespace PreDelinquency.Engine.Hosting;

/// <summary>Counts per second over the last ten seconds. What the clock on the wall is set to does not matter. Safe to use from any thread.</summary>
/// <param name="time">Gives the time that passes.</param>
public sealed class RateWindow(TimeProvider time)
{
    private const int Seconds = 10;
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[Seconds];
    private long _second;

    /// <summary>So many more, now.</summary>
    public void Add(int count)
    {
        lock (_lock)
        {
            MoveTo((long)time.GetElapsedTime(_start).TotalSeconds);
            _counts[_second % Seconds] += count;
        }
    }

    /// <summary>Mean per second over the last ten seconds.</summary>
    public double PerSecond()
    {
        lock (_lock)
        {
            MoveTo((long)time.GetElapsedTime(_start).TotalSeconds);
            return _counts.Sum() / (double)Seconds;
        }
    }

    /// <summary>Count of the busiest of the last ten seconds: what can be done in one.</summary>
    public long Peak()
    {
        lock (_lock)
        {
            MoveTo((long)time.GetElapsedTime(_start).TotalSeconds);
            return _counts.Max();
        }
    }

    private void MoveTo(long second)
    {
        if (second - _second >= Seconds)
            Array.Clear(_counts);
        else
        {
            for (var s = _second + 1; s <= second; s++)
                _counts[s % Seconds] = 0;
        }

        _second = Math.Max(_second, second);
    }
}
