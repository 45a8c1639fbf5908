using System.Text.Json.Nodes;
using static PreDelinquency.Deploy.Tests.KubernetesObject;

namespace PreDelinquency.Deploy.Tests.Alerts;

/// <summary>
/// When alerts fire and when not, of what processes measure. That they measure it, under these names and labels, is for the tests of
/// silo and gateway, which scrape them.
/// </summary>
public sealed class FiringTests
{
    /// <summary>Long enough for the longest patience.</summary>
    private const int Now = 7200;

    private static readonly JsonNode Rules = Manifests.Parse(File.ReadAllText(Repository.PathOf("deploy/prometheus/alerts.yaml")));

    /// <summary>A cluster in which nothing is wrong: two silos that read Kafka, and a gateway that took nothing by HTTP.</summary>
    private static readonly Series[] Healthy =
    [
        .. OfSilo("s1"), .. OfSilo("s2"),
        Series.Of("up{job=\"gateway\",instance=\"g1\"}", 1),
        Series.Of("target_info{job=\"gateway\",instance=\"g1\",service_name=\"predelinquency-cluster-gateway\"}", 1),
        Series.Of("predelinquency_outbox_age_seconds{job=\"silo\",instance=\"s1\",topic=\"interventions-stream\"}", 2),
        Series.Of("predelinquency_outbox_age_seconds{job=\"silo\",instance=\"s2\",topic=\"predictions-stream\"}", 59),
        Series.Of("http_server_request_duration_seconds_count{job=\"gateway\",instance=\"g1\",http_response_status_code=\"200\"}", second => second * 10),
    ];

    /// <summary>Those whose queries are worked out here; the others take histograms and queries within queries.</summary>
    public static TheoryData<string> Evaluated => new(
        "ProcessDown", "SilosMissing", "GatewaysMissing", "CommitsFail", "SendersTurnedAway", "RequestsFail", "KafkaNotRead", "OffsetsNotCommitted", "PartitionsUnread", "OutboxStuck",
        "OutboxUnattended", "CustomersGivenUp", "DeadLetters", "CustomersUnreachable", "UpgradeUnfinished");

    [Theory]
    [MemberData(nameof(Evaluated))]
    public void Nothing_fires_where_nothing_is_wrong(string name) => Assert.Empty(Firing(name, Healthy));

    [Fact]
    public void Silos_that_are_gone_are_missed_where_a_gateway_of_a_cluster_is_left()
    {
        // Found by name, a silo that is gone has no series; one that is found and does not answer has a 0.
        Assert.Single(Firing("SilosMissing", Without(series => series.Labels["job"] == "silo")));
        Assert.Single(Firing("SilosMissing", [.. Without(series => series.Labels["job"] == "silo"), Series.Of("up{job=\"silo\",instance=\"s1\"}", 0)]));
        Assert.Empty(Firing("SilosMissing", Without(series => series.Labels["instance"] == "s2")));

        // One machine has no silos and misses none.
        Assert.Empty(Firing("SilosMissing", [Series.Of("up{job=\"gateway\",instance=\"g1\"}", 1), Series.Of("target_info{job=\"gateway\",instance=\"g1\",service_name=\"predelinquency-gateway\"}", 1)]));
    }

    [Fact]
    public void An_alert_waits_for_its_patience()
    {
        Assert.Empty(Firing("SilosMissing", Until(Now - 119, series => series.Labels["job"] == "silo")));
        Assert.Single(Firing("SilosMissing", Until(Now - 121, series => series.Labels["job"] == "silo")));
    }

    [Fact]
    public void A_silo_that_does_not_read_Kafka_is_named_though_the_other_reads()
    {
        var firing = Firing("KafkaNotRead", [.. Without(series => series is { Name: "predelinquency_kafka_reading" } && series.Labels["instance"] == "s2"), Series.Of("predelinquency_kafka_reading{job=\"silo\",instance=\"s2\"}", 0)]);

        Assert.Equal("s2", Assert.Single(firing).Labels["instance"]);
        // One that comes back now and then reads.
        Assert.Empty(Firing("KafkaNotRead", [Series.Of("predelinquency_kafka_reading{job=\"silo\",instance=\"s2\"}", second => second / 60 % 4 == 0 ? 1 : 0)]));
        Assert.Empty(Firing("KafkaNotRead", Without(series => series.Name == "predelinquency_kafka_reading")));
    }

    [Fact]
    public void What_is_not_passed_on_is_named_and_so_is_what_nobody_passes_on()
    {
        Series[] stuck = [.. Without(series => series.Name == "predelinquency_outbox_age_seconds"), Series.Of("predelinquency_outbox_age_seconds{job=\"silo\",instance=\"s1\",topic=\"interventions-stream\"}", second => second)];

        Assert.Equal("interventions-stream", Assert.Single(Firing("OutboxStuck", stuck)).Labels["topic"]);
        Assert.Single(Firing("OutboxUnattended", stuck));
        Assert.Empty(Firing("OutboxUnattended", Without(series => series.Name.StartsWith("predelinquency_", StringComparison.Ordinal))));
        Assert.Empty(Firing("OutboxStuck", [Series.Of("predelinquency_outbox_age_seconds{job=\"silo\",instance=\"s1\",topic=\"interventions-stream\"}", second => second % 200)]));
    }

    [Theory]
    [InlineData("ProcessDown", "up{job=\"gateway\",instance=\"g2\"}", 0, 0)]
    [InlineData("CommitsFail", "predelinquency_cluster_commit_failures_total{job=\"silo\",instance=\"s1\"}", 0, 0.1)]
    [InlineData("CommitsFail", "predelinquency_engine_commit_failures_total{job=\"gateway\",instance=\"g1\"}", 0, 0.1)]
    [InlineData("SendersTurnedAway", "http_server_request_duration_seconds_count{job=\"gateway\",instance=\"g1\",http_response_status_code=\"429\"}", 0, 1)]
    [InlineData("RequestsFail", "http_server_request_duration_seconds_count{job=\"gateway\",instance=\"g1\",http_response_status_code=\"503\"}", 0, 1)]
    [InlineData("CustomersGivenUp", "predelinquency_cluster_customers_given_up_total{job=\"silo\",instance=\"s1\"}", 0, 0.01)]
    [InlineData("DeadLetters", "predelinquency_kafka_dead_letters_total{job=\"silo\",instance=\"s1\"}", 0, 3)]
    [InlineData("CustomersUnreachable", "predelinquency_cluster_call_failures_total{job=\"gateway\",instance=\"g1\"}", 0, 0.1)]
    [InlineData("UpgradeUnfinished", "predelinquency_cluster_later_versions_total{job=\"silo\",instance=\"s1\"}", 0, 0.1)]
    public void What_goes_wrong_fires_and_what_went_wrong_long_ago_does_not(string name, string series, double first, double perSecond)
    {
        Assert.Single(Firing(name, [.. Healthy, Series.Of(series, second => first + (second * perSecond))]));
        Assert.Empty(Firing(name, [.. Healthy, Series.Of(series, _ => perSecond == 0 ? 1 : 1000)]));
    }

    [Fact]
    public void Offsets_that_are_not_committed_fire_where_they_pile_up()
    {
        Series[] failing = [.. Healthy, Series.Of("predelinquency_kafka_commit_failures_total{job=\"silo\",instance=\"s1\"}", second => second)];

        Assert.Empty(Firing("OffsetsNotCommitted", failing));
        Assert.Empty(Firing("OffsetsNotCommitted", [.. failing, Series.Of("predelinquency_kafka_uncommitted{job=\"silo\",instance=\"s2\"}", 20_000)]));
        Assert.Single(Firing("OffsetsNotCommitted", [.. failing, Series.Of("predelinquency_kafka_uncommitted{job=\"silo\",instance=\"s1\"}", 20_000)]));
        Assert.Single(Firing("PartitionsUnread", [Series.Of("predelinquency_kafka_partitions{job=\"silo\",instance=\"s1\"}", 0), Series.Of("predelinquency_kafka_partitions{job=\"silo\",instance=\"s2\"}", 0)]));
        Assert.Single(Firing("GatewaysMissing", Without(series => series.Labels["job"] == "gateway")));
    }

    private static Series[] OfSilo(string instance) =>
    [
        Series.Of($"up{{job=\"silo\",instance=\"{instance}\"}}", 1),
        Series.Of($"predelinquency_kafka_reading{{job=\"silo\",instance=\"{instance}\"}}", 1),
        Series.Of($"predelinquency_kafka_partitions{{job=\"silo\",instance=\"{instance}\"}}", 6),
        Series.Of($"predelinquency_kafka_messages_total{{job=\"silo\",instance=\"{instance}\"}}", second => second * 100),
    ];

    private static Series[] Without(Predicate<Series> gone) => [.. Healthy.Where(series => !gone(series))];

    private static Series[] Until(int last, Predicate<Series> gone) => [.. Healthy.Select(series => gone(series) ? series with { At = second => second <= last ? series.At(second) : null } : series)];

    /// <summary>What the alert's query holds for at every scrape of its patience.</summary>
    private static IReadOnlyList<Element> Firing(string name, IReadOnlyList<Series> series)
    {
        var alert = Assert.Single(List(Rules["groups"]).SelectMany(group => List(group["rules"])), rule => Text(rule["alert"]) == name);
        var patience = Query.Seconds(Text(alert["for"]));
        var held = Query.Run(Text(alert["expr"]), series, Now);
        for (var second = Now - patience; second < Now; second += Series.Interval)
        {
            var then = Query.Run(Text(alert["expr"]), series, second);
            held = [.. held.Where(element => then.Any(other => other.Key(null) == element.Key(null)))];
        }

        return held;
    }
}
