using System.Buffers;
using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;

namespace PreDelinquency.Gateway.Observing;

/// <summary>Writes metrics in one of the text formats.</summary>
/// <param name="output">Takes what is written.</param>
/// <param name="format">Which format.</param>
/// <seealso href="https://prometheus.io/docs/instrumenting/exposition_formats/"/>
/// <seealso href="https://prometheus.io/docs/specs/om/open_metrics_spec/"/>
internal sealed class ExpositionWriter(IBufferWriter<byte> output, ExpositionFormat format)
{
    private readonly bool _isOpenMetrics = format == ExpositionFormat.OpenMetrics;
    private readonly LabelWriter _labels = new(output);

    /// <summary>Writes what the process says of itself as labels of a metric that is always 1.</summary>
    public void WriteTarget(IEnumerable<KeyValuePair<string, object>> resource)
    {
        Head(_isOpenMetrics ? "target" : "target_info", _isOpenMetrics ? "info" : "gauge", null, "What this process is.");
        Text("target_info");
        _labels.Begin();
        foreach (var (key, value) in resource)
            _labels.Add(key, value);
        _labels.Write(bound: null);
        Number(1L);
    }

    /// <summary>Writes a family: its head, then every series of every metric of it.</summary>
    public void Write(MetricFamily family)
    {
        var sample = family.Kind == ExpositionKind.Counter ? $"{family.Name}_total" : family.Name;
        Head(_isOpenMetrics ? family.Name : sample, Word(family.Kind), family.Unit, family.Help);
        foreach (var metric in family.Metrics)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                _labels.Begin();
                _labels.Add("otel.scope.name", metric.MeterName);
                if (!string.IsNullOrEmpty(metric.MeterVersion))
                    _labels.Add("otel.scope.version", metric.MeterVersion);
                foreach (var (key, value) in point.Tags)
                    _labels.Add(key, value);
                if (family.Kind == ExpositionKind.Histogram)
                    WriteHistogram(sample, in point);
                else
                    WriteSample(sample, metric.MetricType, in point);
            }
        }
    }

    /// <summary>Says that this is all.</summary>
    public void End()
    {
        if (_isOpenMetrics)
            output.Write("# EOF\n"u8);
    }

    private static string Word(ExpositionKind kind) => kind switch
    {
        ExpositionKind.Counter => "counter",
        ExpositionKind.Histogram => "histogram",
        _ => "gauge",
    };

    private void WriteSample(string name, MetricType type, in MetricPoint point)
    {
        Text(name);
        _labels.Write(bound: null);
        switch (type)
        {
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                Number(point.GetSumLong());
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                Number(point.GetSumDouble());
                break;
            case MetricType.LongGauge:
                Number(point.GetGaugeLastValueLong());
                break;
            default:
                Number(point.GetGaugeLastValueDouble());
                break;
        }
    }

    private void WriteHistogram(string name, in MetricPoint point)
    {
        var below = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            Text(name);
            output.Write("_bucket"u8);
            _labels.Write(bucket.ExplicitBound);
            Number(below);
        }

        Text(name);
        output.Write("_sum"u8);
        _labels.Write(bound: null);
        Number(point.GetHistogramSum());
        Text(name);
        output.Write("_count"u8);
        _labels.Write(bound: null);
        Number(point.GetHistogramCount());
    }

    private void Head(string name, string kind, string? unit, string help)
    {
        output.Write("# TYPE "u8);
        Text(name);
        output.Write(" "u8);
        Text(kind);
        output.Write("\n"u8);
        if (_isOpenMetrics && unit is not null)
        {
            output.Write("# UNIT "u8);
            Text(name);
            output.Write(" "u8);
            Text(unit);
            output.Write("\n"u8);
        }

        if (help.Length == 0)
            return;
        output.Write("# HELP "u8);
        Text(name);
        output.Write(" "u8);
        Escapes.Write(output, help, quotes: _isOpenMetrics);
        output.Write("\n"u8);
    }

    private void Number(long value)
    {
        output.Write(" "u8);
        var span = output.GetSpan(20);
        value.TryFormat(span, out var written, provider: CultureInfo.InvariantCulture);
        output.Advance(written);
        output.Write("\n"u8);
    }

    private void Number(double value)
    {
        output.Write(" "u8);
        Numbers.Write(output, value);
        output.Write("\n"u8);
    }

    private void Text(string text) => Encoding.UTF8.GetBytes(text, output);
}
