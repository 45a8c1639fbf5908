using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using static PreDelinquency.Gateway.Tests.Observing.ProtobufReader;

namespace PreDelinquency.Gateway.Tests.Observing;

/// <summary>A receiver of OTLP over HTTP and protobuf that listens on a free port and keeps the spans, and the names of the metrics, that it gets.</summary>
/// <seealso href="https://github.com/open-telemetry/opentelemetry-proto/tree/main/opentelemetry/proto"/>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public ConcurrentQueue<ReceivedSpan> Spans { get; } = new();

    /// <summary>Services by the names of the metrics that they sent.</summary>
    public ConcurrentDictionary<string, string> Metrics { get; } = new(StringComparer.Ordinal);

    /// <summary>Paths, and what media type came to them.</summary>
    public ConcurrentDictionary<string, string> Requests { get; } = new(StringComparer.Ordinal);

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.MapPost("/v1/traces", context => receiver.TakeAsync(context, receiver.TakeSpans));
        receiver._app.MapPost("/v1/metrics", context => receiver.TakeAsync(context, receiver.TakeMetrics));
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context, Action<ReadOnlyMemory<byte>> take)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Requests[context.Request.Path] = context.Request.ContentType ?? "";
        take(body.ToArray());

        // An empty message: all of it was taken.
        context.Response.ContentType = "application/x-protobuf";
    }

    // ExportTraceServiceRequest: resource_spans 1 → resource 1, scope_spans 2 → scope 1, spans 2.
    private void TakeSpans(ReadOnlyMemory<byte> message)
    {
        foreach (var resourceSpans in Read(message)[1].Select(f => Read(f.Bytes)))
        {
            foreach (var scopeSpans in resourceSpans[2].Select(f => Read(f.Bytes)))
            {
                var source = Text(Read(scopeSpans[1].Single().Bytes)[1].Single());
                foreach (var span in scopeSpans[2].Select(f => Read(f.Bytes)))
                {
                    Spans.Enqueue(new ReceivedSpan(
                        ServiceOf(resourceSpans), source, Text(span[5].Single()), Hex(span[1]), Hex(span[2]), Hex(span[4]),
                        [.. span[13].Select(f => Hex(Read(f.Bytes)[2]))], Attributes(span[9])));
                }
            }
        }
    }

    // ExportMetricsServiceRequest: resource_metrics 1 → resource 1, scope_metrics 2 → metrics 2 → name 1.
    private void TakeMetrics(ReadOnlyMemory<byte> message)
    {
        foreach (var resourceMetrics in Read(message)[1].Select(f => Read(f.Bytes)))
        {
            foreach (var metric in resourceMetrics[2].SelectMany(f => Read(f.Bytes)[2]))
                Metrics[Text(Read(metric.Bytes)[1].Single())] = ServiceOf(resourceMetrics);
        }
    }

    private static string ServiceOf(ILookup<int, Field> owner) => Attributes(Read(owner[1].Single().Bytes)[1])["service.name"];

    private static string Hex(IEnumerable<Field> bytes) => Convert.ToHexStringLower(bytes.SingleOrDefault().Bytes.Span);

    private static string Text(Field field) => Encoding.UTF8.GetString(field.Bytes.Span);

    // KeyValue: key 1, value 2 → AnyValue: string 1, bool 2, int 3, double 4.
    private static Dictionary<string, string> Attributes(IEnumerable<Field> pairs) => pairs.Select(f => Read(f.Bytes)).ToDictionary(
        pair => Text(pair[1].Single()),
        pair => pair[2].Select(f => Read(f.Bytes)).Single() is var value && value.Contains(1)
            ? Text(value[1].Single())
            : value.SelectMany(v => v).First().Number.ToString(CultureInfo.InvariantCulture),
        StringComparer.Ordinal);
}
