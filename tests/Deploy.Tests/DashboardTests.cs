using System.Text.Json.Nodes;
using static PreDelinquency.Deploy.Tests.KubernetesObject;

namespace PreDelinquency.Deploy.Tests;

/// <summary>Grafana's dashboard asks for what the programs measure.</summary>
public sealed class DashboardTests
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
        var asked = Queries().SelectMany(Instruments.NamedIn).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(asked);
        Assert.Subset(Instruments.OfSources(), asked);
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
}
