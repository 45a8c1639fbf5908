using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.Problems;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary><c>POST /batch_predict</c>.</summary>
internal static class BatchPredictEndpoints
{
    private const int LongestShownId = 80;

    public static void MapBatchPredict(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/batch_predict", PostAsync)
            .WithTags("Predictions")
            .WithSummary("Scores and explains up to 1,000 customers")
            .WithDescription(
                "One item per customer, in the order asked for. A customer that is unknown, an id that is not valid, a customer that cannot be scored now: each is an item with an error, and the others are not lost. "
                + "Answers 400 only where no id is valid, and 503 only where nobody can be scored.")
            .TakesBody<BatchPredictRequest>(RequestBody.DocumentLimit)
            .Produces<BatchPrediction>()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<BatchPrediction>, ProblemHttpResult>> PostAsync(
        HttpRequest request, IRiskService service, string? reasons, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var mostReasons = query.Reasons(reasons);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.BatchPredictRequest, cancellationToken);
        if (body is null)
            return problem!;
        if (body.CustomerIds is not { Count: >= 1 and <= BatchPredictRequest.MostCustomers } ids)
            return Problem.Field("customer_ids", $"must hold 1 to {BatchPredictRequest.MostCustomers} ids");
        var items = new BatchPredictionItem[ids.Count];
        var valid = Enumerable.Range(0, ids.Count).Where(i => TransactionRules.IsCustomerId(ids[i])).ToArray();
        if (valid is [])
            return Problem.Field(ViolationAt(0, ids[0]));
        var answers = await service.AssessAsync([.. valid.Select(i => ids[i]!)], cancellationToken);
        foreach (var (i, answer) in valid.Zip(answers))
        {
            items[i] = new BatchPredictionItem
            {
                CustomerId = ids[i],
                Prediction = answer.Assessment?.ToDocument(mostReasons),
                Error = answer.Assessment is null ? answer.Unavailable ?? "not found" : null,
            };
        }

        for (var i = 0; i < items.Length; i++)
            items[i] ??= new BatchPredictionItem { CustomerId = ids[i], Error = Text(ViolationAt(i, ids[i])) };
        var unavailable = answers.Count(a => a.Unavailable is not null);
        return TypedResults.Ok(new BatchPrediction
        {
            Items = items,
            NotFound = answers.Count(a => a.Assessment is null) - unavailable,
            Invalid = ids.Count - valid.Length,
            Unavailable = unavailable,
        });
    }

    private static ProblemField ViolationAt(int index, string? id)
    {
        var problem = Query.CustomerIdProblem($"customer_ids[{index}]");
        var shown = id is null ? "null" : $"\"{(id.Length <= LongestShownId ? id : id[..LongestShownId] + "…")}\"";
        return problem with { Rule = $"{problem.Rule}, not {shown}" };
    }

    private static string Text(ProblemField problem) => $"{problem.Field} {problem.Rule}";
}
