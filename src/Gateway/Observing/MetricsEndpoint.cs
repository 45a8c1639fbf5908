using System.Collections.Frozen;
using Microsoft.Net.Http.Headers;

namespace PreDelinquency.Gateway.Observing;

/// <summary>Answers scrapes.</summary>
public static class MetricsEndpoint
{
    /// <summary>Where metrics are, as every scraper expects.</summary>
    public const string Path = "/metrics";

    private const string OpenMetrics = "application/openmetrics-text";

    /// <summary>
    /// Maps <see cref="Path"/>: everything that <see cref="TelemetryRegistration.AddPreDelinquencyTelemetry"/> gathers, in OpenMetrics 1.0.0
    /// to those who accept it and else in Prometheus' text format 0.0.4. With <c>name</c>, which may come again
    /// and again, only families of these names. It passes over other parameters, and is not measured itself.
    /// </summary>
    public static IEndpointConventionBuilder MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], GetAsync)
            .WithMetadata(new UntracedMetadata())
            .DisableHttpMetrics()
            .ExcludeFromDescription();

    private static async Task GetAsync(HttpContext context)
    {
        var format = Accepted(context.Request);
        var response = context.Response;
        response.ContentType = format == ExpositionFormat.OpenMetrics
            ? $"{OpenMetrics}; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = HeaderNames.Accept;
        if (HttpMethods.IsHead(context.Request.Method))
            return;

        // Into the response's own buffers: a scraper that reads slowly keeps no other waiting.
        if (!context.RequestServices.GetRequiredService<Telemetry>().Scrapes.TryWrite(response.BodyWriter, format, context.Request.Query["name"].OfType<string>().ToFrozenSet(StringComparer.Ordinal)))
            throw new InvalidOperationException("The metrics could not be collected.");
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static ExpositionFormat Accepted(HttpRequest request)
    {
        var (open, text) = (0.0, 0.0);
        foreach (var accepted in request.GetTypedHeaders().Accept)
        {
            var quality = accepted.Quality ?? 1;
            if (accepted.MediaType.Equals(OpenMetrics, StringComparison.OrdinalIgnoreCase) && VersionOf(accepted) is null or "1.0.0")
                open = Math.Max(open, quality);
            else if (accepted.MatchesMediaType("text/plain"))
                text = Math.Max(text, quality);
        }

        return open > 0 && open >= text ? ExpositionFormat.OpenMetrics : ExpositionFormat.Text;
    }

    private static string? VersionOf(MediaTypeHeaderValue type) =>
        type.Parameters.FirstOrDefault(p => p.Name.Equals("version", StringComparison.OrdinalIgnoreCase))?.GetUnescapedValue().ToString();
}
