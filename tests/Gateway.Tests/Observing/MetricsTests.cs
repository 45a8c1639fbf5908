using System.Diagnostics.Metrics;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Gateway.Observing;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Gateway.Tests.Live;

namespace PreDelinquency.Gateway.Tests.Observing;

public sealed class MetricsTests : IAsyncLifetime
{
    private const string OpenMetrics = "application/openmetrics-text";
    private const string AsPrometheusAsks = "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2";
    private readonly MemoryService _service = new();

    // Meters are the process's, and other tests measure too: what a test counts it counts under a name of its own.
    private readonly Meter _meter = new($"PreDelinquency.Tests.{Guid.NewGuid():N}", "1.2");
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(_service);

    public ValueTask DisposeAsync()
    {
        _meter.Dispose();
        return _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Who_names_families_gets_those_alone()
    {
        _meter.CreateCounter<long>("test.wanted.things", "{thing}").Add(3);
        _meter.CreateCounter<long>("test.other.things", "{thing}").Add(4);

        var text = await _gateway.Http.GetStringAsync("/metrics?name=test_wanted_things&name=test_nothing");

        Assert.Contains("test_wanted_things_total", text, StringComparison.Ordinal);
        Assert.DoesNotContain("test_other_things", text, StringComparison.Ordinal);
        Assert.DoesNotContain("predelinquency_", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(OpenMetrics)]
    public async Task Known_measurements_come_out_as_they_went_in(string? accept)
    {
        var counter = _meter.CreateCounter<long>("test.things", "{thing}", "Things,\nby \"kind\" and C:\\.");
        var amount = _meter.CreateCounter<double>("test.amount", "By", "Bytes.");
        var level = _meter.CreateUpDownCounter<int>("test.level", "{thing}", "Up and down.");
        _meter.CreateObservableGauge("test.share", () => 0.25, "1", "A share.");
        var duration = _meter.CreateHistogram("test.duration", "s", "A duration.", advice: Buckets.Seconds);
        counter.Add(3, new("kind", "a"), new("what.for", "q\"\\\nü"));
        counter.Add(4, new KeyValuePair<string, object?>("kind", "b"));
        amount.Add(1.5);
        amount.Add(2.25);
        level.Add(5);
        level.Add(-7);
        foreach (var seconds in new[] { 0.0001, 0.0002, 0.9, 1.0, 11 })
            duration.Record(seconds);

        var families = await ScrapeAsync(accept);

        var things = Family(families, "test_things", "counter", null, accept);
        Assert.Equal("Things,\nby \"kind\" and C:\\.", things.Help);
        Assert.Equal([3, 4], things.Samples.Select(s => s.Value).Order());
        var first = Assert.Single(things.Samples, s => s.Value == 3);
        Assert.Equal(new Dictionary<string, string> { ["otel_scope_name"] = _meter.Name, ["otel_scope_version"] = "1.2", ["kind"] = "a", ["what_for"] = "q\"\\\nü" }, first.Labels);
        Assert.Equal(3.75, Assert.Single(Family(families, "test_amount_bytes", "counter", "bytes", accept).Samples).Value);
        Assert.Equal(-2, Assert.Single(Family(families, "test_level", "gauge", null, accept).Samples).Value);
        Assert.Equal(0.25, Assert.Single(Family(families, "test_share_ratio", "gauge", "ratio", accept).Samples).Value);
        var histogram = Family(families, "test_duration_seconds", "histogram", "seconds", accept);
        Assert.Equal(Buckets.Seconds.HistogramBucketBoundaries!.Count + 1, histogram.Samples.Count(s => s.Name.EndsWith("_bucket", StringComparison.Ordinal)));
        Assert.Equal([("0.0001", 1), ("0.00025", 2), ("0.5", 2), ("1.0", 4), ("10.0", 4), ("+Inf", 5)], histogram.Samples
            .Where(s => s.Labels.TryGetValue("le", out var le) && le is "0.0001" or "1E-04" or "0.00025" or "0.5" or "1.0" or "10.0" or "+Inf")
            .Select(s => (s.Labels["le"], (int)s.Value)));
        Assert.Equal(0.0001 + 0.0002 + 0.9 + 1.0 + 11, Assert.Single(histogram.Samples, s => s.Name.EndsWith("_sum", StringComparison.Ordinal)).Value, 1e-12);
    }

    [Fact]
    public async Task The_formats_are_told_apart_by_what_is_accepted()
    {
        foreach (var (accept, mediaType, version) in new[]
        {
            (null, "text/plain", "0.0.4"), ("*/*", "text/plain", "0.0.4"), ("text/plain", "text/plain", "0.0.4"), (OpenMetrics, OpenMetrics, "1.0.0"), (AsPrometheusAsks, OpenMetrics, "1.0.0"),
            ("application/openmetrics-text;version=0.0.1", "text/plain", "0.0.4"), ("text/plain;version=0.0.4,application/openmetrics-text;version=1.0.0;q=0.5", "text/plain", "0.0.4"),
        })
        {
            using var response = await AskAsync(HttpMethod.Get, "/metrics", accept);

            Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
            Assert.Equal($"version={version}", response.Content.Headers.ContentType.Parameters.First().ToString());
            Assert.Equal("utf-8", response.Content.Headers.ContentType.CharSet);
            Assert.True(response.Headers.CacheControl!.NoStore);
        }
    }

    [Theory]
    [InlineData("/metrics?_=1")]
    [InlineData("/metrics?name%5B%5D=up")]
    public async Task Parameters_that_scrapers_add_are_passed_over(string path)
    {
        using var response = await AskAsync(HttpMethod.Get, path, accept: null);
        using var head = await AskAsync(HttpMethod.Head, path, accept: null);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(200, (int)head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Requests_connections_the_runtime_and_the_hub_are_measured_and_scrapes_are_not()
    {
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync();
        _service.Commit("customer-whom-no-metric-names", RiskLevel.High);
        await client.NextAsync("intervention");
        await client.WatchAsync("""{"customer_ids":["customer-whom-no-metric-names"]}""");
        await _gateway.GetAsync("/customer/customer-whom-no-metric-names");

        // A request is measured once it is over, which its caller may know before; customers are looked at in time.
        var families = await ScrapeAsync(accept: null);
        await Eventually.HoldsAsync(async () =>
            (families = await ScrapeAsync(accept: null))["http_server_request_duration_seconds"].Samples.Any(s => s.Labels.GetValueOrDefault("http_route") == "/customer/{id}/")
            && families.GetValueOrDefault("predelinquency_hub_watch_duration_seconds") is { } look && look.Samples.Any(s => s.Name.EndsWith("_count", StringComparison.Ordinal) && s.Value >= 1));

        var requests = families["http_server_request_duration_seconds"];
        Assert.Contains(requests.Samples, s => s.Labels.GetValueOrDefault("http_route") == "/customer/{id}/" && s.Labels["http_request_method"] == "GET");
        Assert.DoesNotContain(requests.Samples, s => s.Labels.GetValueOrDefault("http_route") == "/metrics");
        Assert.Contains(families["kestrel_active_connections"].Samples, s => s.Value >= 1);
        Assert.Contains(families["dotnet_process_memory_working_set_bytes"].Samples, s => s.Value > 0);
        Assert.Contains(families["predelinquency_hub_messages_total"].Samples, s => s.Labels["message"] == "intervention" && s.Value >= 1);
        Assert.Contains(families["predelinquency_hub_send_delay_seconds"].Samples, s => s.Name.EndsWith("_count", StringComparison.Ordinal) && s.Value >= 1);
        Assert.Contains(families["predelinquency_hub_subscriptions"].Samples, s => s.Value >= 1);
        Assert.DoesNotContain(families.Values.SelectMany(f => f.Samples).SelectMany(s => s.Labels.Values), value => value.Contains("no-metric-names", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_target_says_what_it_is()
    {
        var target = Assert.Single((await ScrapeAsync(accept: null))["target_info"].Samples);
        var open = (await ScrapeAsync(OpenMetrics))["target"];

        Assert.Equal(1, target.Value);
        Assert.Equal("predelinquency-gateway", target.Labels["service_name"]);
        Assert.NotEmpty(target.Labels["service_version"]);
        Assert.NotEmpty(target.Labels["service_instance_id"]);
        Assert.Equal("info", open.Type);
        Assert.Equal("target_info", Assert.Single(open.Samples).Name);
    }

    [Fact]
    public async Task Many_label_values_become_one_series_instead_of_filling_memory()
    {
        var counter = _meter.CreateCounter<long>("test.unbounded", "{thing}", "Badly labelled.");
        for (var i = 0; i < 10 * Telemetry.MostSeriesPerInstrument; i++)
            counter.Add(1, new KeyValuePair<string, object?>("id", i));

        var samples = (await ScrapeAsync(accept: null))["test_unbounded_total"].Samples;

        Assert.InRange(samples.Count, 2, Telemetry.MostSeriesPerInstrument + 1);
        Assert.Equal(10 * Telemetry.MostSeriesPerInstrument, samples.Sum(s => s.Value));
        Assert.Single(samples, s => s.Labels.GetValueOrDefault("otel_metric_overflow") == "true");
    }

    [Fact]
    public async Task Meters_that_share_a_name_share_its_head_and_one_of_another_kind_is_left_out()
    {
        using var other = new Meter(_meter.Name + ".Other");
        _meter.CreateCounter<long>("test.shared", "{thing}", "One.").Add(1);
        other.CreateCounter<long>("test.shared", "{thing}", "Other.").Add(2);
        other.CreateHistogram<long>("test.shared.total", "{thing}", "Under the same name, but another kind.").Record(1);
        other.CreateUpDownCounter<long>("test_shared.total", "{thing}", "Is no counter.").Add(9);

        var families = await ScrapeAsync(accept: null);

        Assert.Equal([1, 2], families["test_shared_total"].Samples.Select(s => s.Value).Order());
    }

    [Fact]
    public async Task Scrapes_at_the_same_time_are_each_whole()
    {
        var counter = _meter.CreateCounter<long>("test.same.time", "{thing}", "Counted while others read.");
        counter.Add(1);
        using var stop = new CancellationTokenSource();
        var counting = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
                counter.Add(1);
        });

        var scrapes = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => ScrapeAsync(i % 2 == 0 ? null : OpenMetrics)));

        await stop.CancelAsync();
        await counting;
        Assert.All(scrapes, families => Assert.True(Assert.Single((families.GetValueOrDefault("test_same_time_total") ?? families["test_same_time"]).Samples).Value >= 1));
    }

    private static ParsedFamily Family(IReadOnlyDictionary<string, ParsedFamily> families, string name, string type, string? unit, string? accept)
    {
        var isOpen = accept == OpenMetrics;
        var family = families[type == "counter" && !isOpen ? $"{name}_total" : name];
        Assert.Equal(type, family.Type);
        Assert.Equal(isOpen ? unit : null, family.Unit);
        return family;
    }

    private async Task<IReadOnlyDictionary<string, ParsedFamily>> ScrapeAsync(string? accept)
    {
        using var response = await AskAsync(HttpMethod.Get, "/metrics", accept);
        return ExpositionParser.Parse(await response.Content.ReadAsByteArrayAsync(), accept == OpenMetrics);
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, string? accept)
    {
        using var request = new HttpRequestMessage(method, path);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await _gateway.Http.SendAsync(request);
    }
}
