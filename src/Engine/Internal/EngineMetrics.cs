using System.Diagnostics.Metrics;

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
    private readonly Histogram<double> _duration;
    private readonly Histogram<long> _size;

    public EngineMetrics(Func<int> queued, Func<PartitionSnapshot> snapshot)
    {
        _transactions = _meter.CreateCounter<long>("predelinquency.engine.transactions", "{transaction}", "Transactions by what became of them.");
        _interventions = _meter.CreateCounter<long>("predelinquency.engine.interventions", "{intervention}", "Interventions committed.");
        _failures = _meter.CreateCounter<long>("predelinquency.engine.commit.failures", "{commit}", "Commits that failed and are repeated.");
        _duration = _meter.CreateHistogram<double>("predelinquency.engine.commit.duration", "s", "Time that a commit took.");
        _size = _meter.CreateHistogram<long>("predelinquency.engine.commit.size", "{transaction}", "Accepted transactions in a commit.");
        _meter.CreateObservableGauge("predelinquency.engine.queued", queued, "{transaction}", "Transactions that wait to be applied or committed.");
        _meter.CreateObservableGauge("predelinquency.engine.customers", () => snapshot().Customers, "{customer}", "Customers known.");
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

    public void CommitFailed() => _failures.Add(1);

    public void Dispose() => _meter.Dispose();
}
