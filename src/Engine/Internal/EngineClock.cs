using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Engine.Internal;

/// <summary>The clock in force.</summary>
internal sealed class EngineClock(ClockKind kind, TimeProvider time, TimeSpan tickInterval)
{
    private readonly long _tickMs = (long)tickInterval.TotalMilliseconds;
    private long _streamMs;
    private long _committedMs;

    public ClockKind Kind => kind;

    public TimeProvider Time => time;

    /// <summary>The latest timestamp seen; 0 before the first. Moves in <see cref="ClockKind.Event"/> only.</summary>
    public long StreamMs => Math.Max(Volatile.Read(ref _streamMs), _committedMs);

    public long WallMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>How far the stream has come by the word of several customers. Moves in <see cref="ClockKind.Event"/> only.</summary>
    public StreamFront Front { get; } = new();

    /// <summary>
    /// The present against which timestamps are checked: a stream may run ahead of the real time, never behind it; and as far
    /// as several of its customers are, or one sender of wrong dates would move the present on and on.
    /// </summary>
    public DateTimeOffset Now => kind == ClockKind.Wall || Front.ReachedMs <= WallMs ? time.GetUtcNow() : At(Front.ReachedMs);

    /// <summary>The present as of which customers are looked at.</summary>
    public DateTimeOffset Present => kind == ClockKind.Wall || StreamMs == 0 ? time.GetUtcNow() : At(StreamMs);

    public static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    /// <summary>The start of the interval that a moment lies in.</summary>
    public long TickOf(long ms) => ms - (ms % _tickMs);

    /// <summary>
    /// Goes back to a tick that everybody has heard, so that events which a crash lost and which are sent again make the
    /// ticks between them again.
    /// </summary>
    /// <param name="heardMs">The time to go back to; 0 where there was no event yet.</param>
    /// <param name="committedMs">The latest timestamp committed: a tick of then is due, at the latest before a later one.</param>
    public void Restore(long heardMs, long committedMs) => (_streamMs, _committedMs) = (Math.Min(heardMs, committedMs), committedMs);

    /// <summary>The tick that is due before a timestamp since before a crash, which nothing that is sent again will bring.</summary>
    public bool CatchUp(long timestampMs, out long tickMs) =>
        Advance(TickOf(timestampMs) > TickOf(_committedMs) ? _committedMs : 0, out tickMs);

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
