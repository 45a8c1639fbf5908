using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.Problems;
using PreDelinquency.Gateway.Watching;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary>All customers together, and the lists behind the figures.</summary>
internal static class PortfolioEndpoints
{
    private const int MostItems = 10_000;
    private const int LargestOffset = 10_000_000;

    public static void MapPortfolio(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/portfolio", GetAsync)
            .WithTags("Risk")
            .WithSummary("Customers by level, now and before; how scores are spread, and where risk comes from")
            .WithDescription("By the scores that were recorded: one is when the level changed or the probability moved by 0.02, and weekly. It is as of a moment ago: at is that moment, by the clock in force.")
            .Produces<PortfolioDocument>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/customers", ListAsync)
            .WithTags("Risk")
            .WithSummary("Customers: found by id or name, by level, segment, region, score or change")
            .WithDescription("All conditions hold together. The lists behind the figures of /portfolio, of the same moment.")
            .Produces<CustomerPage>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<PortfolioDocument>, ProblemHttpResult>> GetAsync(string? segment, string? region, IPortfolioWatch watch, CancellationToken cancellationToken) =>
        TypedResults.Ok((await watch.LookAsync(cancellationToken)).ToDocument(segment, region));

    private static async Task<Results<Ok<CustomerPage>, ProblemHttpResult>> ListAsync(
        string? search,
        string? level,
        string? segment,
        string? region,
        string? family,
        [FromQuery(Name = "min_score")] string? minScore,
        [FromQuery(Name = "max_score")] string? maxScore,
        [FromQuery(Name = "moved_within")] string? movedWithin,
        [FromQuery(Name = "moved_level")] string? movedLevel,
        string? sort,
        string? limit,
        string? offset,
        IPortfolioWatch watch,
        CancellationToken cancellationToken)
    {
        var query = default(Query);
        var conditions = new CustomerConditions
        {
            Search = search,
            Level = query.Level("level", level),
            Segment = segment,
            Region = region,
            Family = query.Family("family", family),
            Least = query.Score("min_score", minScore, absent: 0),
            Below = query.Score("max_score", maxScore, absent: 1),
            MovedWithin = query.OneOf("moved_within", movedWithin, "1d", "7d"),
            MovedLevel = query.Level("moved_level", movedLevel),
            Sort = query.OneOf("sort", sort, CustomerConditions.Orders),
        };
        var most = query.Number("limit", limit, 1, MostItems, absent: 100);
        var skipped = query.Number("offset", offset, 0, LargestOffset, absent: 0);
        if (movedWithin is null)
            query.Absent("moved_level", movedLevel, "goes with moved_within, which says since when");
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var found = await watch.FindAsync(conditions, skipped, most, cancellationToken);
        var next = skipped + most;
        return TypedResults.Ok(new CustomerPage(
            found.At,
            found.Total,
            [.. found.Customers.Select(customer => customer.ToDocument(found.Explained.GetValueOrDefault(customer.CustomerId)))],
            next < found.Total ? next : null));
    }
}
