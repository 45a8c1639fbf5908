using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Outreach.Effects;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary>Whether contacts help.</summary>
internal static class EffectEndpoints
{
    public static void MapEffect(this IEndpointRouteBuilder routes) => routes.MapOutreachGroup("/interventions", "Contact")
        .MapGet("/effect", async (EffectReader effects, CancellationToken cancellationToken) => TypedResults.Ok((await effects.ReadAsync(cancellationToken)).ToDocument()))
        .WithSummary("Whether contacts help: those contacted against those held out")
        .WithDescription("By what the draw assigned each proposal to, whatever came of it. Uplift is the share after which no payment was missed in 30 days, less that of the held out. Messages, costs and the share reached are of all that was sent to these customers in the same days. As of a minute ago at most.")
        .Produces<EffectReportDocument>();
}
