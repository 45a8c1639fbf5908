using OpenTelemetry.Exporter;

namespace PreDelinquency.Gateway.Observing;

/// <summary>
/// Where traces and metrics go by OTLP, if anywhere: to the address of the command line, else to that of OpenTelemetry's own
/// environment variables. All else (headers, time limits, compression, certificates) those variables say in either case.
/// </summary>
/// <param name="Base">The address of the command line; null where the environment names one.</param>
/// <param name="SendsTraces">Whether traces go anywhere.</param>
/// <param name="SendsMetrics">Whether metrics go anywhere.</param>
/// <param name="TracesProtocol">How traces are sent.</param>
/// <param name="MetricsProtocol">How metrics are sent.</param>
/// <seealso href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/"/>
internal sealed record OtlpTarget(Uri? Base, bool SendsTraces, bool SendsMetrics, OtlpExportProtocol TracesProtocol, OtlpExportProtocol MetricsProtocol)
{
    private const string Variable = "OTEL_EXPORTER_OTLP_";

    /// <summary>By command line and environment.</summary>
    /// <param name="option">The address of the command line, or null.</param>
    /// <param name="environment">Value of an environment variable; null where it is not set.</param>
    public static OtlpTarget Of(Uri? option, Func<string, string?> environment)
    {
        return new OtlpTarget(option, Sends("TRACES"), Sends("METRICS"), Protocol("TRACES"), Protocol("METRICS"));

        // An empty variable counts as one that is not set.
        string? Value(string name) => environment(Variable + name) is { Length: > 0 } value ? value : null;
        bool Sends(string signal) =>
            !string.Equals(environment($"OTEL_{signal}_EXPORTER"), "none", StringComparison.OrdinalIgnoreCase)
            && (option is not null || (Value("ENDPOINT") ?? Value($"{signal}_ENDPOINT")) is not null);
        OtlpExportProtocol Protocol(string signal) =>
            (Value($"{signal}_PROTOCOL") ?? Value("PROTOCOL")) == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
    }

    public void ApplyToTraces(OtlpExporterOptions options) => Apply(options, TracesProtocol, "v1/traces");

    public void ApplyToMetrics(OtlpExporterOptions options) => Apply(options, MetricsProtocol, "v1/metrics");

    private void Apply(OtlpExporterOptions options, OtlpExportProtocol protocol, string path)
    {
        options.Protocol = protocol;
        if (Base is not null)
            options.Endpoint = protocol == OtlpExportProtocol.Grpc ? Base : new Uri($"{Base.AbsoluteUri.TrimEnd('/')}/{path}");
    }
}
