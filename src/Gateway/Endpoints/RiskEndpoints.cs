using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.Live;
using PreDelinquency.Gateway.Problems;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary>Lists over all customers: who is at risk, what was proposed.</summary>
internal static class RiskEndpoints
{
    private const int MostItems = 1000;
    private const int LargestOffset = 10_000;

    public static void MapRisk(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/high_risk_customers", GetHighRiskAsync)
            .WithTags("Risk")
            .WithSummary("Customers at or above a level by falling risk score")
            .Produces<HighRiskPage>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/interventions", GetInterventionsAsync)
            .WithTags("Risk")
            .WithSummary("Interventions in the order of their sequence")
            .WithDescription("Pass next_sequence as after_sequence to go on; none comes twice and none is missing.")
            .Produces<InterventionPage>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<HighRiskPage>, ProblemHttpResult>> GetHighRiskAsync(
        string? level, string? limit, string? offset, IRiskService service, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var least = query.Level("level", level, absent: RiskLevel.High);
        var most = query.Number("limit", limit, 1, MostItems, absent: 100);
        var skipped = query.Number("offset", offset, 0, LargestOffset, absent: 0);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var customers = await service.GetHighRiskAsync(least, skipped + most + 1, cancellationToken);
        var next = skipped + most;
        return TypedResults.Ok(new HighRiskPage(
            [.. customers.Skip(skipped).Take(most).Select(RiskDocuments.ToDocument)],
            customers.Count > next && next <= LargestOffset ? next : null));
    }

    private static async Task<Results<Ok<InterventionPage>, ProblemHttpResult>> GetInterventionsAsync(
        [Microsoft.AspNetCore.Mvc.FromQuery(Name = "after_sequence")] string? afterSequence, string? limit, IRiskService service, LiveFeed feed, HttpContext context, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var after = query.Number("after_sequence", afterSequence, 0, long.MaxValue, absent: 0);
        var most = query.Number("limit", limit, 1, MostItems, absent: 100);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var interventions = await service.GetInterventionsAsync(after, most, cancellationToken);
        // A sequence from the future belongs to another store, and would hide everything until then.
        if (interventions.Count == 0 && after > feed.LatestSequence && (await service.GetInterventionsAsync(after - 1, 1, cancellationToken)).Count == 0)
            return Problem.Field("after_sequence", $"must not be greater than the latest sequence, {feed.LatestSequence}");
        return TypedResults.Ok(new InterventionPage(
            await WithContactsAsync(interventions, context.RequestServices.GetService<IOutreachStore>(), cancellationToken),
            interventions.Count > 0 ? interventions[^1].Sequence : after));
    }

    /// <summary>With what became of each, where this gateway decides about that.</summary>
    private static async Task<IReadOnlyList<InterventionDocument>> WithContactsAsync(IReadOnlyList<SequencedIntervention> interventions, IOutreachStore? store, CancellationToken cancellationToken)
    {
        if (store is null)
            return [.. interventions.Select(RiskDocuments.ToDocument)];
        var contacts = (await store.ReadContactsAsync([.. interventions.Select(i => i.Intervention.InterventionId)], cancellationToken)).ToDictionary(c => c.ContactId, StringComparer.Ordinal);
        return [.. interventions.Select(i => i.ToDocument() with { Contact = contacts.GetValueOrDefault(i.Intervention.InterventionId)?.ToState() })];
    }
}
