using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static PreDelinquency.Deploy.Tests.KubernetesObject;

namespace PreDelinquency.Deploy.Tests;

/// <summary>Grafana's dashboard asks for what the programs measure.</summary>
public sealed partial class DashboardTests
{
    private const string Dashboard = "deploy/grafana/dashboards/predelinquency.json";
    private static readonly JsonNode Node = JsonNode.Parse(File.ReadAllText(Repository.PathOf(Dashboard)))!;

    [Fact]
    public async Task Every_query_can_be_parsed()
    {
        var (code, output) = await Tool.CheckAsync("promql.mjs", Repository.PathOf(Dashboard));

        Assert.True(code == 0, output);
    }

    [Fact]
    public void Every_metric_of_ours_has_an_instrument()
    {
        var asked = Queries().SelectMany(q => Metric().Matches(q)).Select(m => m.Value).Distinct().ToList();

        Assert.NotEmpty(asked);
        Assert.Subset(Instruments(), asked.ToHashSet());
    }

    [Fact]
    public void Panels_have_their_own_ids_and_places()
    {
        var panels = List(Node["panels"]).ToList();

        Assert.Equal(panels.Count, panels.Select(p => p["id"]!.ToString()).Distinct().Count());
        Assert.Equal(panels.Count, panels.Select(p => $"{p["gridPos"]!["x"]} {p["gridPos"]!["y"]}").Distinct().Count());
    }

    [Fact]
    public void It_lies_where_Grafana_looks_and_its_source_is_the_Prometheus_of_compose()
    {
        var compose = File.ReadAllText(Repository.PathOf("deploy/docker/compose.yaml"));
        var provider = Manifests.Parse(File.ReadAllText(Repository.PathOf("deploy/grafana/provisioning/dashboards/predelinquency.yaml")))["providers"]![0]!;
        var source = Manifests.Parse(File.ReadAllText(Repository.PathOf("deploy/grafana/provisioning/datasources/prometheus.yaml")))["datasources"]![0]!;

        Assert.Contains($"../grafana/dashboards:{provider["options"]!["path"]}:ro", compose, StringComparison.Ordinal);
        Assert.Equal("http://prometheus:9090", source["url"]!.ToString());
        Assert.Equal("prometheus", source["type"]!.ToString());
    }

    private static IEnumerable<string> Queries() => List(Node["panels"]).SelectMany(p => List(p["targets"])).Select(t => Text(t["expr"]));

    /// <summary>Instruments of the sources by the names that Prometheus gives them: underscores, the unit, and what a kind appends.</summary>
    private static HashSet<string> Instruments() =>
        [.. Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Instrument().Matches(File.ReadAllText(file)))
            .SelectMany(m => Names(m.Groups["kind"].Value, m.Groups["name"].Value.Replace('.', '_') + Unit(m.Groups["unit"].Value)))];

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
