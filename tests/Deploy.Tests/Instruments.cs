using System.Text.RegularExpressions;

namespace PreDelinquency.Deploy.Tests;

/// <summary>The instruments of the sources, and the metrics that queries name.</summary>
internal static partial class Instruments
{
    /// <summary>Our own metrics that a query asks for.</summary>
    public static IEnumerable<string> NamedIn(string query) => Metric().Matches(query).Select(m => m.Value);

    /// <summary>Names as the sources have them, with dots.</summary>
    public static IReadOnlyCollection<string> Declared() => [.. Found().Select(m => m.Groups["name"].Value)];

    /// <summary>By the names that Prometheus gives them: underscores, the unit, and what a kind appends.</summary>
    public static HashSet<string> OfSources() =>
        [.. Found().SelectMany(m => Names(m.Groups["kind"].Value, m.Groups["name"].Value.Replace('.', '_') + Unit(m.Groups["unit"].Value)))];

    private static IEnumerable<Match> Found() => Directory
        .EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
        .SelectMany(file => Instrument().Matches(File.ReadAllText(file)));

    private static IEnumerable<string> Names(string kind, string name) => kind switch
    {
        "Counter" or "ObservableCounter" => [$"{name}_total"],
        "Histogram" => [$"{name}_bucket", $"{name}_sum", $"{name}_count"],
        _ => [name],
    };

    private static string Unit(string unit) => unit switch
    {
        "s" => "_seconds",
        "By" => "_bytes",
        _ when unit.StartsWith('{') => "",
        _ => throw new NotSupportedException($"The unit {unit} is used by no instrument so far."),
    };

    [GeneratedRegex(@"\bpredelinquency_\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Metric();

    [GeneratedRegex(@"\.Create(?<kind>[A-Za-z]+)(<\w+>)?\(\s*""(?<name>predelinquency\.[a-z._]+)""[^""]*""(?<unit>[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Instrument();
}
