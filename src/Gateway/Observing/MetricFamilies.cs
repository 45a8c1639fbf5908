using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace PreDelinquency.Gateway.Observing;

/// <summary>
/// Puts the metrics of a collection together by the name under which they are exposed, as a name may have only one head. Where two
/// of one name are of different kinds, the one that was first met is exposed. Not thread-safe.
/// </summary>
internal sealed class MetricFamilies
{
    private readonly SortedDictionary<string, MetricFamily> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Metric, MetricFamily?> _byMetric = [];

    /// <summary>The families of a collection, in order of name; valid until the next call.</summary>
    public IEnumerable<MetricFamily> Of(Batch<Metric> batch)
    {
        foreach (var family in _byName.Values)
            family.Metrics.Clear();
        foreach (var metric in batch)
            FamilyOf(metric)?.Metrics.Add(metric);
        return _byName.Values.Where(family => family.Metrics.Count > 0);
    }

    private MetricFamily? FamilyOf(Metric metric)
    {
        if (_byMetric.TryGetValue(metric, out var known))
            return known;
        var kind = MetricFamily.KindOf(metric.MetricType);
        var unit = PrometheusNames.Unit(metric.Unit, kind);
        var name = PrometheusNames.Family(metric.Name, unit, kind);
        if (!_byName.TryGetValue(name, out var family) && kind != ExpositionKind.None)
            _byName[name] = family = new MetricFamily(name, name.EndsWith($"_{unit}", StringComparison.Ordinal) ? unit : null, metric);
        return _byMetric[metric] = family is null || family.Kind != kind ? null : family;
    }
}
