using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.Problems;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary>The opt-outs of all customers.</summary>
internal static class OptOutEndpoints
{
    public static void MapOptOuts(this IEndpointRouteBuilder routes) => routes.MapOutreachGroup("/opt_outs", "Contact").MapGet("", ListAsync)
        .WithSummary("Opt-outs of all customers, latest first")
        .WithDescription("Those that hold now: one that was taken back is not among them. Customers who were forgotten are, with the source erasure.")
        .Produces<OptOutPage>();

    private static async Task<Results<Ok<OptOutPage>, ProblemHttpResult>> ListAsync(string? channel, string? after, string? limit, IOutreachStore store, CancellationToken cancellationToken)
    {
        var query = default(Query);
        ContactChannel? of = channel is null ? null : query.Word<ContactChannel>("channel", channel);
        var most = query.Number("limit", limit, 1, 1000, absent: 100);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        OptOutPlace? place = null;
        if (after is not null)
        {
            if (!OptOutDocuments.TryParse(after, out var known))
                return Problem.Field("after", "must be next_after of the page before");
            place = known;
        }

        var found = await store.ReadOptOutsAsync(of, place, most + 1, cancellationToken);
        return TypedResults.Ok(found.ToPage(most, await store.CountOptOutsAsync(of, cancellationToken)));
    }
}
