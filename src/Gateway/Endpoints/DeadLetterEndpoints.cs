using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Problems;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary><c>GET /dead_letters</c>.</summary>
internal static class DeadLetterEndpoints
{
    private const int MostItems = 1000;

    public static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/dead_letters", GetAsync)
            .WithTags("Transactions")
            .WithSummary("Documents that could not be taken, in the order in which they came")
            .WithDescription(
                "Each with the rule that it broke, so that it can be put right and sent again. Pass next_sequence as after_sequence to go on. "
                + "The same document sent again is still one dead letter; one that could not be read at all is known again as long as it is among the latest 16,384.")
            .Produces<DeadLetterPage>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<DeadLetterPage>, ProblemHttpResult>> GetAsync(
        [FromQuery(Name = "after_sequence")] string? afterSequence, string? limit, IRiskService service, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var after = query.Number("after_sequence", afterSequence, 0, long.MaxValue, absent: 0);
        var most = query.Number("limit", limit, 1, MostItems, absent: 100);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var letters = await service.GetDeadLettersAsync(after, most, cancellationToken);
        // A sequence from the future belongs to another store, and would hide everything until then.
        if (letters.Count == 0 && after > 0 && (await service.GetDeadLettersAsync(after - 1, 1, cancellationToken)).Count == 0)
            return Problem.Field("after_sequence", "must not be greater than the latest sequence");
        return TypedResults.Ok(new DeadLetterPage([.. letters.Select(ToDocument)], letters.Count > 0 ? letters[^1].Sequence : after));
    }

    private static DeadLetterDocument ToDocument(SequencedDeadLetter sequenced) => new()
    {
        Sequence = sequenced.Sequence,
        ReceivedAt = sequenced.Letter.At,
        Source = sequenced.Letter.Source,
        Error = sequenced.Letter.Error,
        Document = sequenced.Letter.Document,
    };
}
