using OpenTelemetry.Metrics;

namespace PreDelinquency.Gateway.Observing;

/// <summary>What is exposed under one name.</summary>
/// <param name="name">The name with its unit, without what a kind appends.</param>
/// <param name="unit">The unit in words; null where there is none.</param>
/// <param name="first">The metric that it was first met as.</param>
internal sealed class MetricFamily(string name, string? unit, Metric first)
{
    /// <summary>Without the suffixes of counters and histograms.</summary>
    public string Name => name;

    public string? Unit => unit;

    public string Help { get; } = first.Description;

    public ExpositionKind Kind { get; } = KindOf(first.MetricType);

    /// <summary>The metrics of this collection, one per meter that has an instrument of that name.</summary>
    public List<Metric> Metrics { get; } = [];

    /// <summary>Adds a metric. Of meters of one name, the latest is exposed: a series must not come twice.</summary>
    public void Add(Metric metric)
    {
        Metrics.RemoveAll(other => other.MeterName == metric.MeterName && other.MeterVersion == metric.MeterVersion);
        Metrics.Add(metric);
    }

    /// <summary>How a metric is exposed; null for one that cannot be.</summary>
    public static ExpositionKind KindOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => ExpositionKind.Counter,
        MetricType.LongGauge or MetricType.DoubleGauge or MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic => ExpositionKind.Gauge,
        MetricType.Histogram => ExpositionKind.Histogram,
        _ => ExpositionKind.None,
    };
}
