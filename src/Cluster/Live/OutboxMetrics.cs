using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace PreDelinquency.Cluster.Live;

/// <summary>
/// What is measured of one topic's way out of the store, by whoever passes it on; dispose it where somebody else takes over. The age
/// is counted from when nothing was left to pass on, not from timestamps of transactions: history that is loaded is not late.
/// </summary>
public sealed class OutboxMetrics : IDisposable
{
    private static readonly ConcurrentDictionary<OutboxMetrics, string> Outboxes = new();
    private static readonly Meter Meter = new("PreDelinquency.Outbox");
    private static readonly Counter<long> Messages = Meter.CreateCounter<long>("predelinquency.outbox.messages", "{message}", "Messages passed on from the store, by topic.");

    private readonly string _topic;
    private readonly TimeProvider _time;
    private long _caughtUp;

    static OutboxMetrics() =>
        Meter.CreateObservableGauge("predelinquency.outbox.age", Ages, "s", "Time since nothing was left in the store to pass on, by topic; where it grows, messages wait.");

    /// <param name="topic">The topic.</param>
    /// <param name="time">The clock.</param>
    public OutboxMetrics(string topic, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_topic, _time, _caughtUp) = (topic, time, time.GetTimestamp());
        Outboxes[this] = topic;
    }

    /// <summary>Messages were passed on.</summary>
    public void PassedOn(int messages) => Messages.Add(messages, new KeyValuePair<string, object?>("topic", _topic));

    /// <summary>Nothing is left to pass on.</summary>
    public void CaughtUp() => Volatile.Write(ref _caughtUp, _time.GetTimestamp());

    public void Dispose() => Outboxes.TryRemove(this, out _);

    private static IEnumerable<Measurement<double>> Ages() => Outboxes.Select(outbox =>
        new Measurement<double>(outbox.Key._time.GetElapsedTime(Volatile.Read(ref outbox.Key._caughtUp)).TotalSeconds, new KeyValuePair<string, object?>("topic", outbox.Value)));
}
