using System.Diagnostics.Metrics;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Engine.Internal;

/// <summary>The engine's instruments.</summary>
internal sealed class EngineMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "PreDelinquency.Engine";

    private static readonly KeyValuePair<string, object?> Accepted = new("outcome", "accepted");
    private static readonly KeyValuePair<string, object?> Duplicate = new("outcome", "duplicate");
    private static readonly KeyValuePair<string, object?> Refused = new("outcome", "refused");
    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _transactions;
    private readonly Counter<long> _interventions;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _apply;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _publish;
    private readonly Histogram<double> _ingest;
    private readonly Histogram<long> _size;

    public EngineMetrics(Func<int> queued, Func<PartitionSnapshot> snapshot)
    {
        _transactions = _meter.CreateCounter<long>("predelinquency.engine.transactions", "{transaction}", "Transactions by what became of them.");
        _interventions = _meter.CreateCounter<long>("predelinquency.engine.interventions", "{intervention}", "Interventions committed.");
        _failures = _meter.CreateCounter<long>("predelinquency.engine.commit.failures", "{commit}", "Commits that failed and are repeated.");
        _wait = _meter.CreateHistogram("predelinquency.engine.ingest.wait", "s", "Time that a worker's part of a request waited for the worker.", advice: Buckets.Seconds);
        _apply = _meter.CreateHistogram("predelinquency.engine.apply.duration", "s", "Time that a worker took to apply a batch.", advice: Buckets.Seconds);
        _duration = _meter.CreateHistogram("predelinquency.engine.commit.duration", "s", "Time that a commit took.", advice: Buckets.Seconds);
        _publish = _meter.CreateHistogram("predelinquency.engine.publish.duration", "s", "Time that it took to tell listeners and callers of a commit.", advice: Buckets.Seconds);
        _ingest = _meter.CreateHistogram("predelinquency.engine.ingest.duration", "s", "Time from a batch's arrival until all of it was durable.", advice: Buckets.Seconds);
        _size = _meter.CreateHistogram("predelinquency.engine.commit.size", "{transaction}", "Accepted transactions in a commit.", advice: Buckets.Counts);
        _meter.CreateObservableGauge("predelinquency.engine.queued", queued, "{transaction}", "Transactions that wait to be applied or committed.");
        _meter.CreateObservableGauge("predelinquency.engine.customers", () => snapshot().Sums.Customers, "{customer}", "Customers known.");
        _meter.CreateObservableGauge("predelinquency.engine.customers.active", () => snapshot().Active, "{customer}", "Customers held in memory.");
    }

    public void Committed(TimeSpan duration, IReadOnlyList<PendingUnit> units)
    {
        long accepted = 0, duplicates = 0, refused = 0, interventions = 0;
        foreach (var unit in units)
        {
            accepted += unit.Accepted;
            duplicates += unit.Duplicates;
            refused += unit.Unit.DeadLetters.Count;
            interventions += unit.Unit.Interventions.Count;
        }

        _transactions.Add(accepted, Accepted);
        _transactions.Add(duplicates, Duplicate);
        _transactions.Add(refused, Refused);
        _interventions.Add(interventions);
        _duration.Record(duration.TotalSeconds);
        _size.Record(accepted);
    }

    /// <summary>A worker took up its part of a request.</summary>
    public void Waited(TimeSpan wait) => _wait.Record(wait.TotalSeconds);

    /// <summary>A worker applied a batch. The seconds of one partition in a second are the share of it that its worker was busy.</summary>
    public void Applied(int partition, TimeSpan duration) => _apply.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("partition", partition));

    /// <summary>Everybody heard of a commit.</summary>
    public void Published(TimeSpan duration) => _publish.Record(duration.TotalSeconds);

    /// <summary>A caller's batch is durable.</summary>
    public void Ingested(TimeSpan duration) => _ingest.Record(duration.TotalSeconds);

    public void CommitFailed() => _failures.Add(1);

    public void Dispose() => _meter.Dispose();
}
