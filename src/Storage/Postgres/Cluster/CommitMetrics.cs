using System.Diagnostics.Metrics;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>The committer's instruments.</summary>
internal sealed class CommitMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "PreDelinquency.Storage.Cluster";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _conflicts;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _duration;
    private readonly Histogram<long> _size;

    public CommitMetrics(Func<int> waiting)
    {
        _conflicts = _meter.CreateCounter<long>("predelinquency.cluster.commit.conflicts", "{commit}", "Customer commits that did not follow the stored version.");
        _failures = _meter.CreateCounter<long>("predelinquency.cluster.commit.failures", "{commit}", "Customer commits that failed, or may have.");
        _duration = _meter.CreateHistogram("predelinquency.cluster.commit.duration", "s", "Time that one database transaction took.", advice: Buckets.Seconds);
        _size = _meter.CreateHistogram("predelinquency.cluster.commit.size", "{commit}", "Customer commits in one database transaction.", advice: Buckets.Counts);
        _meter.CreateObservableGauge("predelinquency.cluster.commit.waiting", waiting, "{commit}", "Customer commits that wait for a writer.");
    }

    public void Committed(TimeSpan duration, int commits, int conflicts)
    {
        _duration.Record(duration.TotalSeconds);
        _size.Record(commits);
        _conflicts.Add(conflicts);
    }

    public void Failed(int commits) => _failures.Add(commits);

    public void Dispose() => _meter.Dispose();
}
