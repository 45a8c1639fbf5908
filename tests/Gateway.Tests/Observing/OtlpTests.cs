using System.Text.Json;
using OpenTelemetry.Exporter;
using PreDelinquency.Gateway.Observing;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Gateway.Tests.Hosting;

namespace PreDelinquency.Gateway.Tests.Observing;

/// <summary>The whole program sends what it measures to a receiver that really listens.</summary>
public sealed class OtlpTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string CallerId = "b7ad6b7169203331";

    [Fact]
    public async Task A_traced_request_can_be_followed_into_the_commit_and_metrics_arrive()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var data = new TemporaryFolder();
        await using (var program = await RunningProgram.StartAsync(data.Path, "--otlp", receiver.Address))
        {
            using var http = new HttpClient { BaseAddress = program.Address };
            using var request = new HttpRequestMessage(HttpMethod.Post, "/transactions")
            {
                Content = new StringContent(Transactions(3), new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
            };
            request.Headers.Add("traceparent", $"00-{TraceId}-{CallerId}-01");
            using var response = await http.SendAsync(request);
            Assert.Equal(3, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("accepted").GetInt32());
            await http.GetAsync("/customer/no-span-names-me");
            await http.GetAsync("/health");
            await http.GetAsync("/metrics");
        }

        var spans = receiver.Spans.ToList();
        var trace = spans.Where(s => s.TraceId == TraceId).ToDictionary(s => s.Name);
        Assert.Equal(["POST /transactions", "apply", "commit", "ingest"], trace.Keys.Order(StringComparer.Ordinal));
        var (post, ingest, apply, commit) = (trace["POST /transactions"], trace["ingest"], trace["apply"], trace["commit"]);
        Assert.Equal([CallerId, post.SpanId, ingest.SpanId, ingest.SpanId], new[] { post, ingest, apply, commit }.Select(s => s.ParentId));
        Assert.All(trace.Values, s => Assert.Equal("predelinquency-gateway", s.Service));
        Assert.Equal(["POST", "/transactions", "200", "http"], new[] { "http.request.method", "http.route", "http.response.status_code", "url.scheme" }.Select(a => post.Attributes[a]));
        Assert.Equal("3", commit.Attributes["predelinquency.transactions"]);
        Assert.DoesNotContain(spans.SelectMany(s => s.Attributes.Values.Append(s.Name)), value => value.Contains("no-span-names-me", StringComparison.Ordinal) || value.Contains("c-1", StringComparison.Ordinal));
        Assert.DoesNotContain(spans, s => s.Name.Contains("/health", StringComparison.Ordinal) || s.Name.Contains("/metrics", StringComparison.Ordinal));
        Assert.Equal("predelinquency-gateway", receiver.Metrics["predelinquency.engine.commit.duration"]);
        Assert.Contains("http.server.request.duration", receiver.Metrics.Keys);
        Assert.Equal(["application/x-protobuf"], receiver.Requests.Values.Distinct());
    }

    [Fact]
    public async Task A_request_that_its_caller_does_not_trace_makes_no_span()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var data = new TemporaryFolder();
        await using (var program = await RunningProgram.StartAsync(data.Path, "--otlp", receiver.Address))
        {
            using var http = new HttpClient { BaseAddress = program.Address };
            using var request = new HttpRequestMessage(HttpMethod.Get, "/stats");
            request.Headers.Add("traceparent", $"00-{TraceId}-{CallerId}-00");
            using var response = await http.SendAsync(request);
            Assert.True(response.IsSuccessStatusCode);
        }

        Assert.DoesNotContain(receiver.Spans, s => s.TraceId == TraceId);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_holds_nothing_up()
    {
        using var data = new TemporaryFolder();
        await using var program = await RunningProgram.StartAsync(data.Path, "--otlp", "http://127.0.0.1:9");
        using var http = new HttpClient { BaseAddress = program.Address };

        using var response = await http.GetAsync("/stats");

        Assert.True(response.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData(null, "", false, false, false)]
    [InlineData("http://collector:4318", "", true, true, false)]
    [InlineData(null, "OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318", true, true, false)]
    [InlineData(null, "OTEL_EXPORTER_OTLP_ENDPOINT=", false, false, false)]
    [InlineData(null, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://c:4318/v1/traces", true, false, false)]
    [InlineData(null, "OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318;OTEL_METRICS_EXPORTER=none", true, false, false)]
    [InlineData("http://collector:4317", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc", true, true, true)]
    [InlineData("http://collector:4317", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc;OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf", true, true, false)]
    public void Command_line_and_environment_say_what_is_sent_where(string? option, string environment, bool traces, bool metrics, bool grpcTraces)
    {
        var variables = environment.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=', 2)).ToDictionary(v => v[0], v => v[1]);

        var target = OtlpTarget.Of(option is null ? null : new Uri(option), variables.GetValueOrDefault);

        Assert.Equal((traces, metrics), (target.SendsTraces, target.SendsMetrics));
        Assert.Equal(grpcTraces ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf, target.TracesProtocol);
    }

    private static string Transactions(int count) =>
        $"[{string.Join(',', Enumerable.Range(1, count).Select(i => Sample.Json($"t-{i}", $"c-{i}")))}]";
}
