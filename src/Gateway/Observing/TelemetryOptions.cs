namespace PreDelinquency.Gateway.Observing;

/// <summary>What a process calls itself to those who watch it, and where it sends what it measures. Immutable.</summary>
public sealed record TelemetryOptions
{
    /// <summary>Resource attribute <c>service.name</c>; the environment variables <c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> have the last word.</summary>
    public required string ServiceName { get; init; }

    /// <summary>Base address of an OTLP receiver, like <c>http://collector:4318</c>; null leaves it to the environment.</summary>
    public Uri? Otlp { get; init; }
}
