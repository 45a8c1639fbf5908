using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Gateway.Hosting;

namespace PreDelinquency.Gateway.Observing;

/// <summary>
/// Gathers what this process measures, for <c>/metrics</c> always and for an OTLP receiver where one is named; spans only for the
/// latter. Lives as long as the host.
/// </summary>
internal sealed class Telemetry : IHostedService, IDisposable
{
    /// <summary>Combinations of labels that one instrument may have; more are counted together as <c>otel_metric_overflow</c>.</summary>
    public const int MostSeriesPerInstrument = 250;

    /// <summary>Share of the traces that begin here and are kept, unless <c>OTEL_TRACES_SAMPLER</c> says otherwise.</summary>
    public const double SampledShare = 0.1;

    /// <summary>Meters beside our own: requests and connections, and the runtime.</summary>
    private static readonly string[] Meters =
    [
        "PreDelinquency.*",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Http.Connections",
        "System.Runtime",
        OrleansInstruments.Meter,
    ];

    private static readonly string[] Sources =
    [
        Tracing.SourceName,
        RequestSpans.SourceName,
        "Microsoft.AspNetCore.SignalR.Server",
        "Microsoft.Orleans.Application",
    ];

    private readonly MeterProvider _meters;
    private readonly TracerProvider? _traces;

    /// <param name="options">What this process calls itself, and where it sends to.</param>
    /// <param name="own">Makes this host's meters: those of another host in the process are not its own.</param>
    public Telemetry(TelemetryOptions options, IMeterFactory own)
    {
        var target = OtlpTarget.Of(options.Otlp, Environment.GetEnvironmentVariable);
        var resource = ResourceBuilder.CreateEmpty()
            .AddService(options.ServiceName, serviceVersion: ProductVersion.Text)
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector();
        Scrapes = new ScrapeReader();
        var meters = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Meters)
            .AddView(instrument => IsOfAnother(instrument.Meter, own) || OrleansInstruments.IsLeftOut(instrument)
                ? MetricStreamConfiguration.Drop
                : new MetricStreamConfiguration { CardinalityLimit = MostSeriesPerInstrument })
            .AddReader(Scrapes);
        if (target.SendsMetrics)
            meters.AddOtlpExporter(target.ApplyToMetrics);
        _meters = meters.Build();
        if (!target.SendsTraces)
            return;
        var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources).AddOtlpExporter(target.ApplyToTraces);
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_TRACES_SAMPLER")))
            traces.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(SampledShare)));
        _traces = traces.Build();
    }

    /// <summary>Answers scrapes.</summary>
    public ScrapeReader Scrapes { get; }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        // What was gathered last is still sent; where nobody takes it, that is waited for a few seconds at most.
        _traces?.Dispose();
        _meters.Dispose();
    }

    // Orleans' meter belongs to a host of its own beside this one.
    private static bool IsOfAnother(Meter meter, IMeterFactory own) => meter.Scope is { } scope && scope != own && meter.Name != OrleansInstruments.Meter;
}
