namespace PreDelinquency.Grains.Tests.Clusters;

/// <summary>
/// The time of Orleans' reminders, which stands until it is moved, but for a tick whenever it is asked: what Orleans waits for
/// less than a millisecond it waits for by asking again.
/// </summary>
internal sealed class ReminderTime : TimeProvider
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private long _asked;

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow().AddTicks(Interlocked.Increment(ref _asked));

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _time.CreateTimer(callback, state, dueTime, period);

    public void Advance(TimeSpan by) => _time.Advance(by);
}
