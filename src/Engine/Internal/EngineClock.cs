namespace PreDelinquency.Engine.Internal;

/// <summary>The clock in force.</summary>
internal sealed class EngineClock(ClockKind kind, TimeProvider time, TimeSpan tickInterval)
{
    private readonly long _tickMs = (long)tickInterval.TotalMilliseconds;
    private long _streamMs;

    public ClockKind Kind => kind;

    public TimeProvider Time => time;

    /// <summary>The latest timestamp seen; 0 before the first. Moves in <see cref="ClockKind.Event"/> only.</summary>
    public long StreamMs => Volatile.Read(ref _streamMs);

    public long WallMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The present against which timestamps are checked: a stream may run ahead of the real time, never behind it.</summary>
    public DateTimeOffset Now => kind == ClockKind.Wall || StreamMs <= WallMs ? time.GetUtcNow() : At(StreamMs);

    /// <summary>The present as of which customers are looked at.</summary>
    public DateTimeOffset Present => kind == ClockKind.Wall || StreamMs == 0 ? time.GetUtcNow() : At(StreamMs);

    public static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    /// <summary>The start of the interval that a moment lies in.</summary>
    public long TickOf(long ms) => ms - (ms % _tickMs);

    public void Restore(long streamMs) => _streamMs = streamMs;

    /// <summary>Notes a timestamp of the stream; one thread at a time.</summary>
    /// <param name="timestampMs">Unix milliseconds.</param>
    /// <param name="tickMs">The start of the interval that the clock entered.</param>
    /// <returns>Whether the clock entered a new interval, so that a tick is due.</returns>
    public bool Advance(long timestampMs, out long tickMs)
    {
        var before = _streamMs;
        tickMs = 0;
        if (timestampMs <= before)
            return false;
        Volatile.Write(ref _streamMs, timestampMs);
        tickMs = TickOf(timestampMs);
        return before != 0 && tickMs > TickOf(before);
    }
}
