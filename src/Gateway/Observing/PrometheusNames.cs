using System.Text;

namespace PreDelinquency.Gateway.Observing;

/// <summary>Turns OpenTelemetry's names and units into those of Prometheus.</summary>
/// <seealso href="https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#otlp-metric-points-to-prometheus"/>
internal static class PrometheusNames
{
    /// <summary>A unit in words; null where nothing is counted in a unit.</summary>
    /// <param name="unit">By the Unified Code for Units of Measure; what stands in braces says only what is counted.</param>
    /// <param name="kind">Of the metric; a number without unit is a ratio only where it is measured.</param>
    public static string? Unit(string? unit, ExpositionKind kind)
    {
        var bare = WithoutBraces(unit ?? "");
        if (bare == "1")
            return kind == ExpositionKind.Gauge ? "ratio" : null;
        var slash = bare.IndexOf('/', StringComparison.Ordinal);
        var (of, per) = slash < 0 ? (bare, "") : (bare[..slash], bare[(slash + 1)..]);
        var words = Label(Word(of));
        if (per.Length > 0)
            words = $"{words}_per_{Label(Each(per))}";
        words = words.Trim('_');
        return words.Length == 0 ? null : words;
    }

    /// <summary>A metric's name with its unit, without what a kind appends.</summary>
    /// <param name="name">OpenTelemetry's name.</param>
    /// <param name="unit">By <see cref="Unit"/>.</param>
    /// <param name="kind">Of the metric.</param>
    public static string Family(string name, string? unit, ExpositionKind kind)
    {
        var clean = Clean(name, allowsColon: true).TrimEnd('_');
        if (kind == ExpositionKind.Counter && clean.EndsWith("_total", StringComparison.Ordinal))
            clean = clean[..^"_total".Length];
        return unit is null || clean.EndsWith($"_{unit}", StringComparison.Ordinal) ? clean : $"{clean}_{unit}";
    }

    /// <summary>A label's name.</summary>
    public static string Label(string key) => Clean(key, allowsColon: false);

    private static string Word(string unit) => unit switch
    {
        "d" => "days",
        "h" => "hours",
        "min" => "minutes",
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "By" => "bytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "GiBy" => "gibibytes",
        "TiBy" => "tibibytes",
        "KBy" => "kilobytes",
        "MBy" => "megabytes",
        "GBy" => "gigabytes",
        "TBy" => "terabytes",
        "m" => "meters",
        "V" => "volts",
        "A" => "amperes",
        "J" => "joules",
        "W" => "watts",
        "g" => "grams",
        "Cel" => "celsius",
        "Hz" => "hertz",
        "%" => "percent",
        _ => unit,
    };

    /// <summary>What stands after a "/" is one of it.</summary>
    private static string Each(string unit) => unit switch
    {
        "s" => "second",
        "m" => "minute",
        "h" => "hour",
        "d" => "day",
        "w" => "week",
        "mo" => "month",
        "y" => "year",
        _ => unit,
    };

    private static string Clean(string name, bool allowsColon)
    {
        var clean = new StringBuilder(name.Length + 1);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || (allowsColon && c == ':'))
            {
                // No name begins with a digit.
                if (clean.Length == 0 && char.IsAsciiDigit(c))
                    clean.Append('_');
                clean.Append(c);
            }
            else if (clean.Length == 0 || clean[^1] != '_')
            {
                clean.Append('_');
            }
        }

        return clean.ToString();
    }

    private static string WithoutBraces(string unit)
    {
        while (unit.IndexOf('{', StringComparison.Ordinal) is >= 0 and var open && unit.IndexOf('}', open) is >= 0 and var close)
            unit = unit.Remove(open, close - open + 1);
        return unit;
    }
}
