using System.Text.Json.Nodes;
using static PreDelinquency.Deploy.Tests.KubernetesObject;

namespace PreDelinquency.Deploy.Tests;

/// <summary>Prometheus' alerts ask for what the programs measure, and say what to do in words.</summary>
public sealed class AlertTests
{
    private const string Rules = "deploy/prometheus/alerts.yaml";
    private static readonly JsonNode Node = Manifests.Parse(File.ReadAllText(Repository.PathOf(Rules)));

    [Fact]
    public async Task Every_expression_can_be_parsed()
    {
        var (code, output) = await Tool.CheckAsync("promql.mjs", Repository.PathOf(Rules));

        Assert.True(code == 0, output);
    }

    [Fact]
    public void Every_metric_of_ours_has_an_instrument()
    {
        var asked = Alerts().SelectMany(alert => Instruments.NamedIn(Text(alert["expr"]))).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(asked);
        Assert.Subset(Instruments.OfSources(), asked);
    }

    [Fact]
    public void Every_alert_has_a_name_of_its_own_a_patience_a_severity_and_a_sentence()
    {
        var alerts = Alerts().ToList();

        Assert.Equal(alerts.Count, alerts.Select(a => Text(a["alert"])).Distinct().Count());
        Assert.All(alerts, alert =>
        {
            Assert.Matches("^[0-9]+m$", Text(alert["for"]));
            Assert.Contains(Text(alert["labels"]!["severity"]), new[] { "warning", "critical" });
            Assert.EndsWith(".", Text(alert["annotations"]!["summary"]), StringComparison.Ordinal);
            Assert.Equal(["alert", "annotations", "expr", "for", "labels"], alert.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        });
    }

    /// <summary>A series that is gone is no series that is 0: nothing compared with it is ever true.</summary>
    [Theory]
    [InlineData("SilosMissing", "absent(up{job=\"silo\"} == 1)")]
    [InlineData("SilosMissing", "count(target_info{service_name=\"predelinquency-cluster-gateway\"})")]
    [InlineData("GatewaysMissing", "absent(up{job=\"gateway\"} == 1)")]
    [InlineData("FewerProcesses", "< max_over_time(count by (job)")]
    [InlineData("PartitionsUnread", "sum(predelinquency_kafka_partitions) == 0")]
    [InlineData("OutboxUnattended", "absent(predelinquency_outbox_age_seconds{topic=\"interventions-stream\"})")]
    [InlineData("OutboxUnattended", "absent(predelinquency_outbox_age_seconds{topic=\"predictions-stream\"})")]
    public void What_is_gone_raises_an_alert_too(string name, string condition) =>
        Assert.Contains(condition, Text(Named(name)["expr"]), StringComparison.Ordinal);

    /// <summary>Silos that refuse a customer for its version do so for as long as an upgrade goes on, and nobody is to be woken by that.</summary>
    [Fact]
    public void Customers_of_a_later_version_raise_an_alert_once_an_upgrade_does_not_end()
    {
        var alert = Named("UpgradeUnfinished");

        Assert.Equal(("sum(rate(predelinquency_cluster_later_versions_total[5m])) > 0", "30m", "warning"), (Text(alert["expr"]), Text(alert["for"]), Text(alert["labels"]!["severity"])));
    }

    [Fact]
    public void The_page_shows_alerts_as_they_are()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/observability.md"));
        var shown = List(Manifests.Parse(page[page.IndexOf("```yaml\n- alert: ", StringComparison.Ordinal)..].Split("```")[1]["yaml".Length..])).ToList();

        Assert.NotEmpty(shown);
        Assert.All(shown, alert => Assert.Equal((Text(alert["expr"]), Text(alert["for"])), (Text(Named(Text(alert["alert"]))["expr"]), Text(Named(Text(alert["alert"]))["for"]))));
    }

    [Fact]
    public void Alerts_know_processes_by_the_names_that_scrapes_give_them()
    {
        var prometheus = Manifests.Parse(File.ReadAllText(Repository.PathOf("deploy/prometheus/prometheus.yaml")));

        Assert.Equal(["gateway", "silo"], List(prometheus["scrape_configs"]).Select(scrape => Text(scrape["job_name"])).Order(StringComparer.Ordinal));
        Assert.Contains("target_label: job", File.ReadAllText(Repository.PathOf("docs/observability.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Prometheus_of_compose_reads_them()
    {
        var prometheus = Manifests.Parse(File.ReadAllText(Repository.PathOf("deploy/prometheus/prometheus.yaml")));

        Assert.Equal("alerts.yaml", Text(Assert.Single(List(prometheus["rule_files"]))));
        Assert.Contains("../prometheus/alerts.yaml:/etc/prometheus/alerts.yaml:ro", File.ReadAllText(Repository.PathOf("deploy/docker/compose.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_about_them_names_every_instrument_and_no_other()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/observability.md"));
        var named = page.Split('`').Where((_, i) => i % 2 == 1).Where(quoted => quoted.StartsWith("predelinquency.", StringComparison.Ordinal)).Distinct();

        Assert.Equal(Instruments.Declared().Concat(["predelinquency.transactions", "predelinquency.interventions"]).Distinct().Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static JsonNode Named(string name) => Assert.Single(Alerts(), alert => Text(alert["alert"]) == name);

    private static IEnumerable<JsonNode> Alerts() => List(Node["groups"]).SelectMany(group => List(group["rules"]));
}
