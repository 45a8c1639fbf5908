using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace PreDelinquency.Gateway.Observing;

/// <summary>
/// Gathers the labels of a series and writes them, as often as its samples need. Labels that come to the same name are one, with
/// their values in order of the original names between semicolons, as OpenTelemetry has it.
/// </summary>
internal sealed class LabelWriter(IBufferWriter<byte> output)
{
    private static readonly ConcurrentDictionary<string, string> Names = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Key, string Value)> _labels = [];

    /// <summary>A series begins.</summary>
    public void Begin() => _labels.Clear();

    public void Add(string key, object? value)
    {
        // Keys come from the code, so there are few.
        var label = (Name: Names.GetOrAdd(key, PrometheusNames.Label), Key: key, Value: Text(value));
        var same = _labels.FindIndex(other => other.Name == label.Name);
        if (same < 0)
        {
            _labels.Add(label);
            return;
        }

        var other = _labels[same];
        var isLater = string.CompareOrdinal(other.Key, label.Key) <= 0;
        _labels[same] = label with { Key = isLater ? label.Key : other.Key, Value = isLater ? $"{other.Value};{label.Value}" : $"{label.Value};{other.Value}" };
    }

    /// <summary>Writes the labels in braces.</summary>
    /// <param name="bound">Upper bound of a bucket, which becomes a label too; null for none.</param>
    public void Write(double? bound)
    {
        if (_labels.Count == 0 && bound is null)
            return;
        output.Write("{"u8);
        for (var i = 0; i < _labels.Count; i++)
        {
            if (i > 0)
                output.Write(","u8);
            Encoding.UTF8.GetBytes(_labels[i].Name, output);
            output.Write("=\""u8);
            Escapes.Write(output, _labels[i].Value, quotes: true);
            output.Write("\""u8);
        }

        if (bound is { } le)
        {
            output.Write(_labels.Count > 0 ? ",le=\""u8 : "le=\""u8);
            Numbers.WriteBound(output, le);
            output.Write("\""u8);
        }

        output.Write("}"u8);
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        true => "true",
        false => "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
