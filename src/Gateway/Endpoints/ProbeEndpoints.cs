using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Gateway.Observing;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary>What browsers, balancers and monitors ask for: what this is, and whether it works. They add parameters of their own, which mean nothing here.</summary>
internal static class ProbeEndpoints
{
    public static void MapProbes(this IEndpointRouteBuilder routes)
    {
        var probes = routes.MapGroup("").WithTags(ServiceEndpoints.Tag).WithMetadata(new UntracedMetadata());
        probes.MapGet("/", GetRoot)
            .WithSummary("What this is and where to go on")
            .WithDescription("A page for browsers, JSON for everything else.")
            .Produces<ServiceDocument>();
        probes.MapHealth();
        string[] head = [HttpMethods.Head];
        probes.MapMethods("/", head, GetRoot).ExcludeFromDescription();
        probes.MapMethods("/health", head, GetHealth).ExcludeFromDescription();
    }

    /// <summary>Only whether it works; for a process that serves nothing else.</summary>
    public static void MapHealth(this IEndpointRouteBuilder probes)
    {
        probes.MapGet("/health", GetHealth)
            .WithSummary("Whether the service lives and can take requests, with its parts")
            .WithDescription("200 where every essential part works, else 503 with the same document.")
            .Produces<HealthDocument>()
            .Produces<HealthDocument>(StatusCodes.Status503ServiceUnavailable);
        probes.MapGet("/health/ready", GetHealth)
            .WithSummary("As /health")
            .Produces<HealthDocument>()
            .Produces<HealthDocument>(StatusCodes.Status503ServiceUnavailable);
        probes.MapGet("/health/live", GetLive)
            .WithSummary("200 while the process runs")
            .WithDescription("The parts are listed as in /health; whether they work does not matter here.")
            .Produces<HealthDocument>();
    }

    private static Results<Ok<ServiceDocument>, ContentHttpResult> GetRoot(HttpRequest request, IRiskService service)
    {
        request.HttpContext.Response.Headers.Vary = HeaderNames.Accept;
        if (request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)))
            return TypedResults.Content(LandingPage.Html, "text/html; charset=utf-8");
        return TypedResults.Ok(new ServiceDocument
        {
            Name = "PreDelinquency",
            Description = "Watches each customer's own habits in the stream of transactions, and says who may miss a payment 14 to 30 days ahead, why, and what would help.",
            Version = ProductVersion.Text,
            ModelVersion = service.Models.Champion.Version,
            Now = service.Present,
            Links = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["dashboard"] = Links.Dashboard,
                ["documentation"] = Links.Documentation,
                ["openapi"] = Links.OpenApi,
                ["health"] = "/health",
                ["metrics"] = MetricsEndpoint.Path,
                ["stats"] = "/stats",
                ["high_risk_customers"] = "/high_risk_customers",
                ["interventions"] = "/interventions",
                ["features"] = "/features",
                ["models"] = "/models",
                ["model_performance"] = "/model/performance",
                ["model_drift"] = "/model/drift",
                ["model_fairness"] = "/model/fairness",
                ["live"] = Links.Hub,
            },
        });
    }

    private static JsonHttpResult<HealthDocument> GetHealth(HttpResponse response, Readiness readiness)
    {
        response.Headers.CacheControl = "no-store";
        var health = readiness.Parts.ToDocument();
        return TypedResults.Json(health, GatewayJsonContext.Default.HealthDocument, statusCode: health.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static Ok<HealthDocument> GetLive(HttpResponse response, Readiness readiness)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(readiness.Parts.ToDocument());
    }
}
