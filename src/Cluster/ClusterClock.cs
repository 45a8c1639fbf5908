using PreDelinquency.Engine;

namespace PreDelinquency.Cluster;

/// <summary>
/// The clock in force, in one process of the cluster: the wall clock, or the stream's own time as far as this process has seen
/// it itself or heard of it from the shards. Safe to use from any thread.
/// </summary>
public sealed class ClusterClock
{
    private readonly TimeProvider _time;
    private readonly long _newsMs;
    private long _streamMs;
    private long _frontMs;

    /// <param name="kind">Which clock.</param>
    /// <param name="time">The wall clock.</param>
    /// <param name="newsLifetime">Age past which an effect is history and not news.</param>
    public ClusterClock(ClockKind kind, TimeProvider time, TimeSpan newsLifetime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(newsLifetime, TimeSpan.Zero);
        (Kind, _time, _newsMs) = (kind, time, (long)newsLifetime.TotalMilliseconds);
    }

    public ClockKind Kind { get; }

    /// <summary>The wall clock, whichever clock is in force.</summary>
    public DateTimeOffset Wall => _time.GetUtcNow();

    /// <summary>The bound of the future, against which timestamps are checked; see <see cref="IRiskService.Now"/>.</summary>
    public DateTimeOffset Now => Latest(Volatile.Read(ref _frontMs));

    /// <summary>The present as of which customers are looked at; see <see cref="IRiskService.Present"/>.</summary>
    public DateTimeOffset Present =>
        Kind == ClockKind.Event && Volatile.Read(ref _streamMs) is > 0 and var ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : Wall;

    /// <summary>Whether there is a present to go by: not while a stream on its own time has not begun, as far as this process knows.</summary>
    public bool HasBegun => Kind == ClockKind.Wall || Volatile.Read(ref _streamMs) > 0;

    /// <summary>Unix milliseconds before which an effect is history; nothing is while a stream on its own time has not begun.</summary>
    public long NewsCutoffMs => (Kind == ClockKind.Event ? Volatile.Read(ref _streamMs) : Wall.ToUnixTimeMilliseconds()) - _newsMs;

    /// <summary>The stream has come to a moment.</summary>
    /// <param name="latestMs">The latest timestamp, in Unix milliseconds.</param>
    /// <param name="frontMs">The latest moment that several customers have reached; 0 where that is not known.</param>
    public void Note(long latestMs, long frontMs = 0)
    {
        Raise(ref _streamMs, latestMs);
        Raise(ref _frontMs, frontMs);
    }

    private DateTimeOffset Latest(long ms)
    {
        var wall = Wall;
        return Kind == ClockKind.Wall || ms <= wall.ToUnixTimeMilliseconds() ? wall : DateTimeOffset.FromUnixTimeMilliseconds(ms);
    }

    private static void Raise(ref long place, long value)
    {
        for (var seen = Volatile.Read(ref place); value > seen;)
        {
            var found = Interlocked.CompareExchange(ref place, value, seen);
            if (found == seen)
                return;
            seen = found;
        }
    }
}
