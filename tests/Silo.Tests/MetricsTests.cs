using System.Text.Json;
using System.Text.RegularExpressions;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Gateway.Tests.Live;
using PreDelinquency.Gateway.Tests.Observing;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Kafka.Tests;
using KafkaTopics = PreDelinquency.Kafka.Topics;

namespace PreDelinquency.Silo.Tests;

/// <summary>What processes of the cluster measure is what docs/observability.md says, and what dashboard and alerts ask for.</summary>
public sealed partial class MetricsTests(PostgresFixture postgres)
{
    /// <summary>What counts only what went wrong is not there before it does.</summary>
    private static readonly string[] OfFaults =
    [
        "predelinquency_cluster_call_failures_total", "predelinquency_cluster_later_versions_total", "predelinquency_cluster_publish_failures_total", "predelinquency_cluster_publish_dropped_total",
        "predelinquency_cluster_commit_conflicts_total", "predelinquency_cluster_commit_failures_total", "predelinquency_hub_dropped_total", "predelinquency_hub_failures_total",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_documented_metric_is_scraped_and_moves_with_what_happens()
    {
        var database = OrleansDatabase.Create(postgres);
        await NervousModel.PromoteAsync(database);
        using var brokers = new MockKafka(KafkaTopics.All);
        await using var silo = await SiloProcess.StartAsync(database, "silo", "--clock", "event", "--kafka", brokers.Servers, "--kafka-setting", "group.protocol=consumer");
        await using var gateway = await SiloProcess.StartAsync(database, "gateway", "--clock", "event");
        await using var client = await SignalRClient.ConnectAsync(gateway.Address);
        await client.SubscribeAsync();
        var life = Lives.OfEight;
        var half = life.Count / 2;

        await new Load(gateway.Address, [.. life.Take(half)]).RunAsync(Stop);
        await client.NextSequencesAsync(1);
        Assert.Null(await client.WatchAsync($$"""{"customer_ids":["{{life[0].CustomerId}}"]}"""));
        await Eventually.HoldsAsync(async () => await OfAsync(gateway, "predelinquency_hub_watch_duration_seconds_count") > 0);
        await Eventually.HoldsAsync(async () => await OfAsync(silo, "predelinquency_outbox_messages_total") > 0);
        Assert.Equal(half, await OfAsync(silo, "predelinquency_cluster_transactions_total"));
        Assert.Equal(0, await OfAsync(silo, "predelinquency_kafka_messages_total"));

        await new TestTopics(brokers.Servers).WriteAsync(KafkaTopics.Transactions, Feed.Of(life.Skip(half)));
        await Eventually.HoldsAsync(async () => await OfAsync(silo, "predelinquency_cluster_transactions_total") == life.Count);
        Assert.Equal(life.Count - half, await OfAsync(silo, "predelinquency_kafka_messages_total"));
        await Eventually.HoldsAsync(async () => await OfAsync(silo, "predelinquency_kafka_lag") == 0 && await OfAsync(silo, "predelinquency_kafka_waiting") == 0);
        Assert.Equal((1, MockKafka.Partitions), (await OfAsync(silo, "predelinquency_kafka_reading"), await OfAsync(silo, "predelinquency_kafka_partitions")));

        // What gateways raise their alert by.
        await using var homes = await Homes.ConnectAsync(database);
        long? told = null;
        try
        {
            await Eventually.HoldsAsync(async () => (told = await homes.LagAsync()) == 0);
        }
        catch (OperationCanceledException)
        {
            // Says whether nobody tells, or offsets are not committed.
            Assert.Fail($"Silos tell of {told?.ToString() ?? "nothing"} to read.");
        }

        var (ofSilo, ofGateway) = (await ScrapeAsync(silo), await ScrapeAsync(gateway));
        Assert.Equal("predelinquency-silo", ofSilo["target_info"].Samples.Single().Labels["service_name"]);
        Assert.Equal("predelinquency-cluster-gateway", ofGateway["target_info"].Samples.Single().Labels["service_name"]);
        var scraped = ofSilo.Values.Concat(ofGateway.Values).SelectMany(family => family.Samples).Select(sample => sample.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Subset(scraped, Documented().Except(OfFaults).ToHashSet(StringComparer.Ordinal));
        Assert.Contains("orleans_catalog_activations", scraped);
        Assert.Contains("orleans_grains", scraped);

        // What the pictures and alerts ask for beside what is documented is there too; the one-machine edition's is the test's of its own,
        // and contacts, which this cluster does not decide about, are OutreachTests'.
        var known = scraped.Concat(OfFaults).ToHashSet(StringComparer.Ordinal);
        Assert.Subset(known, Asked().Where(name => !name.StartsWith("predelinquency_engine_", StringComparison.Ordinal) && !name.StartsWith("predelinquency_outreach_", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_silo_whose_brokers_are_gone_serves_and_says_that_it_reads_nothing_and_reads_once_they_are_back()
    {
        var database = OrleansDatabase.Create(postgres);
        using var brokers = new MockKafka(KafkaTopics.All);
        brokers.GoDown();

        // It begins without them, as one that replaces another during an outage must.
        await using var silo = await SiloProcess.StartAsync(
            database, "all", "--kafka", brokers.Servers, "--kafka-setting", "group.protocol=consumer", "--kafka-setting", "reconnect.backoff.max.ms=200");
        await Eventually.HoldsAsync(async () => !await KafkaWorksAsync(silo));
        Assert.True(await silo.IsReadyAsync());
        Assert.Equal(0, await OfAsync(silo, "predelinquency_kafka_reading"));
        var life = Lives.OfEight;
        var load = new Load(silo.Address, [.. life.Take(100)]);
        await load.RunAsync(Stop);
        Assert.Equal((100, 0), (load.Sent, load.Errors.Count));

        brokers.ComeBack();

        await Eventually.HoldsAsync(async () => await KafkaWorksAsync(silo) && await OfAsync(silo, "predelinquency_kafka_reading") == 1);
        await new TestTopics(brokers.Servers).WriteAsync(KafkaTopics.Transactions, Feed.Of(life.Skip(100)));
        await Eventually.HoldsAsync(async () => await OfAsync(silo, "predelinquency_cluster_transactions_total") == life.Count);
    }

    private static async Task<bool> KafkaWorksAsync(SiloProcess silo)
    {
        using var http = new HttpClient { BaseAddress = silo.Address };
        using var health = JsonDocument.Parse(await http.GetStringAsync("/health", Stop));
        var part = health.RootElement.GetProperty("parts").EnumerateArray().Single(p => p.GetProperty("part").GetString() == "kafka");
        Assert.False(part.GetProperty("essential").GetBoolean());
        return part.GetProperty("healthy").GetBoolean();
    }

    /// <summary>The sum over all series of a metric; 0 where there is none.</summary>
    internal static async Task<double> OfAsync(SiloProcess process, string name) =>
        (await ScrapeAsync(process)).Values.SelectMany(family => family.Samples).Where(sample => sample.Name == name).Sum(sample => sample.Value);

    private static async Task<IReadOnlyDictionary<string, ParsedFamily>> ScrapeAsync(SiloProcess process)
    {
        using var http = new HttpClient { BaseAddress = process.Address };
        return ExpositionParser.Parse(await http.GetByteArrayAsync("/metrics", Stop), isOpenMetrics: false);
    }

    /// <summary>The samples by which Prometheus knows the metrics of the cluster and of the live feed, from the tables of the page.</summary>
    private static IEnumerable<string> Documented()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/observability.md"));
        var ofCluster = page[page.IndexOf("### Stages of the cluster", StringComparison.Ordinal)..page.IndexOf("## Traces", StringComparison.Ordinal)];
        var rows = Row().Matches(ofCluster);
        Assert.True(rows.Count > 20, $"{rows.Count} rows.");
        return rows.Select(row => row.Groups["name"].Value.Replace('.', '_') + (row.Groups["unit"].Value == "s" ? "_seconds" : "") + row.Groups["kind"].Value switch
        {
            "counter" => "_total",
            "histogram" => "_count",
            _ => "",
        });
    }

    /// <summary>The metrics that the dashboard and the alerts name.</summary>
    private static IEnumerable<string> Asked() => new[] { "deploy/grafana/dashboards/predelinquency.json", "deploy/prometheus/alerts.yaml" }
        .SelectMany(file => Metric().Matches(File.ReadAllText(Repository.PathOf(file))))
        .Select(match => match.Value)
        .Distinct();

    [GeneratedRegex(@"^\| `(?<name>predelinquency\.[a-z._]+)` \| (?<kind>counter|histogram|gauge), (?<unit>s|By|\{\w+\}) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"\b(predelinquency|orleans|http_server|kestrel|signalr|dotnet)_[a-z_]+\b(?!\.)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Metric();
}
