using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PreDelinquency.Gateway.Observing;

/// <summary>Adds what watches a process, for both programs that serve HTTP.</summary>
public static class TelemetryRegistration
{
    /// <summary>
    /// Gathers the metrics of this process for <see cref="MetricsEndpoint.MapMetrics"/>, and sends them and spans by OTLP where
    /// <paramref name="options"/> or OpenTelemetry's environment variables name a receiver. Call it once, before services that measure.
    /// </summary>
    public static IServiceCollection AddPreDelinquencyTelemetry(this IServiceCollection services, TelemetryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddMetrics();
        services.TryAddSingleton(options);
        services.TryAddSingleton<Telemetry>();
        services.AddHostedService(provider => provider.GetRequiredService<Telemetry>());
        return services;
    }
}
