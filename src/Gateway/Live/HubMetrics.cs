using System.Diagnostics.Metrics;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Gateway.Live;

/// <summary>The live feed's instruments.</summary>
internal sealed class HubMetrics
{
    private readonly Counter<long> _messages;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _delay;
    private readonly Histogram<double> _look;

    /// <param name="meters">Makes the meter, and disposes of it.</param>
    /// <param name="subscriptions">How many there are.</param>
    public HubMetrics(IMeterFactory meters, Func<int> subscriptions)
    {
        var meter = meters.Create("PreDelinquency.Gateway");
        _messages = meter.CreateCounter<long>("predelinquency.hub.messages", "{message}", "Messages handed to connections, by kind.");
        _dropped = meter.CreateCounter<long>("predelinquency.hub.dropped", "{message}", "Changes of level that connections missed because they read too slowly.");
        _failures = meter.CreateCounter<long>("predelinquency.hub.failures", "{subscription}", "Subscriptions that broke off by a fault of the gateway.");
        _delay = meter.CreateHistogram("predelinquency.hub.send.delay", "s", "Time from when the gateway heard of a commit until a connection had taken a message of it.", advice: Buckets.Seconds);
        _look = meter.CreateHistogram("predelinquency.hub.watch.duration", "s", "Time of a look at all customers whose pages are open, which is taken four times a second.", advice: Buckets.Seconds);
        meter.CreateObservableGauge("predelinquency.hub.subscriptions", subscriptions, "{subscription}", "Connections that have subscribed.");
    }

    /// <summary>A connection has taken a message.</summary>
    /// <param name="message">Its kind.</param>
    public void Sent(string message) => _messages.Add(1, new KeyValuePair<string, object?>("message", message));

    /// <summary>A connection has taken a message of a commit.</summary>
    /// <param name="delay">Since the gateway heard of the commit.</param>
    public void Delayed(TimeSpan delay) => _delay.Record(delay.TotalSeconds);

    /// <summary>All customers whom connections look at were looked at.</summary>
    /// <param name="duration">How long that took.</param>
    public void Looked(TimeSpan duration) => _look.Record(duration.TotalSeconds);

    public void Dropped(long changes) => _dropped.Add(changes);

    public void Failed() => _failures.Add(1);
}
