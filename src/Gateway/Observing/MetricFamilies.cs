using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace PreDelinquency.Gateway.Observing;

/// <summary>
/// Puts the metrics of a collection together by the name under which they are exposed, as a name may have only one head. Where a
/// name would mean two things, the one that was first met is exposed. Not thread-safe.
/// </summary>
internal sealed class MetricFamilies
{
    // Metrics come and go with their meters; what was found of those that went is forgotten now and then.
    private const int MostKept = 2000;

    private readonly SortedDictionary<string, MetricFamily> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Metric, MetricFamily?> _byMetric = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The families of a collection, in order of name; valid until the next call.</summary>
    public IEnumerable<MetricFamily> Of(Batch<Metric> batch)
    {
        foreach (var family in _byName.Values)
            family.Metrics.Clear();
        if (_byMetric.Count > MostKept)
            _byMetric.Clear();
        foreach (var metric in batch)
            FamilyOf(metric)?.Add(metric);
        return _byName.Values.Where(family => family.Metrics.Count > 0);
    }

    private MetricFamily? FamilyOf(Metric metric)
    {
        if (_byMetric.TryGetValue(metric, out var known))
            return known;
        return _byMetric[metric] = Find(metric);
    }

    private MetricFamily? Find(Metric metric)
    {
        var kind = MetricFamily.KindOf(metric.MetricType);
        var unit = PrometheusNames.Unit(metric.Unit, kind);
        var name = PrometheusNames.Family(metric.Name, unit, kind);
        if (_byName.TryGetValue(name, out var family))
            return family.Kind == kind ? family : null;
        string[] names = kind switch
        {
            ExpositionKind.Counter => [name, $"{name}_total"],
            ExpositionKind.Gauge => [name],
            ExpositionKind.Histogram => [name, $"{name}_bucket", $"{name}_sum", $"{name}_count"],
            _ => [],
        };
        if (names.Length == 0 || _taken.Overlaps(names))
            return null;
        _taken.UnionWith(names);
        return _byName[name] = new MetricFamily(name, unit, metric);
    }
}
