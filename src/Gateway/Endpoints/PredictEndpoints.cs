using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.OpenApi;
using PreDelinquency.Gateway.Problems;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary><c>POST /predict</c> and <c>POST /batch_predict</c>.</summary>
internal static class PredictEndpoints
{
    public static void MapPredictions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/predict", PredictAsync)
            .WithTags("Predictions")
            .WithSummary("Scores and explains one customer, or a what-if")
            .WithDescription("With customer_id: as of now. With features: bare values, and those that are not named are not known. Exactly one of the two.")
            .TakesBody<PredictRequest>()
            .Produces<Prediction>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapPost("/batch_predict", BatchPredictAsync)
            .WithTags("Predictions")
            .WithSummary("Scores and explains up to 1,000 customers")
            .WithDescription("One item per customer, in the order asked for. An unknown customer is an item with an error; the others are not lost.")
            .TakesBody<BatchPredictRequest>()
            .Produces<BatchPrediction>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<Prediction>, ProblemHttpResult>> PredictAsync(
        HttpRequest request, IRiskService service, string? reasons, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var mostReasons = query.Reasons(reasons);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.PredictRequest, cancellationToken);
        if (body is null)
            return problem!;
        if (body.CustomerId is null == body.Features is null)
            return Problem.Field("body", "must have either customer_id or features");
        if (body.Features is { } features)
            return WhatIf(features, service, mostReasons);
        if (!TransactionRules.IsCustomerId(body.CustomerId))
            return Problem.Field(Query.CustomerIdProblem("customer_id"));
        var assessment = await service.AssessAsync(body.CustomerId!, cancellationToken);
        return assessment is null ? Problem.UnknownCustomer(body.CustomerId!) : TypedResults.Ok(assessment.ToDocument(mostReasons));
    }

    private static Results<Ok<Prediction>, ProblemHttpResult> WhatIf(IReadOnlyDictionary<string, double?> features, IRiskService service, int? mostReasons)
    {
        var vector = new double[FeatureCatalogue.Count];
        Array.Fill(vector, double.NaN);
        foreach (var (name, value) in features)
        {
            if (!FeatureCatalogue.TryIndexOf(name, out var index))
                return Problem.Field($"features.{name}", "is not a feature; GET /features lists them");
            if (value is { } infinite && !double.IsFinite(infinite))
                return Problem.Field($"features.{name}", "must be a finite number");
            if (value is { } number)
                vector[index] = number;
        }

        return TypedResults.Ok(service.Model.Assess(vector, service.Now).ToDocument(mostReasons));
    }

    private static async Task<Results<Ok<BatchPrediction>, ProblemHttpResult>> BatchPredictAsync(
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
        for (var i = 0; i < ids.Count; i++)
        {
            if (!TransactionRules.IsCustomerId(ids[i]))
                return Problem.Field(Query.CustomerIdProblem($"customer_ids[{i}]"));
        }

        var items = new BatchPredictionItem[ids.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var assessment = await service.AssessAsync(ids[i]!, cancellationToken);
            items[i] = assessment is null
                ? new BatchPredictionItem { CustomerId = ids[i]!, Error = "not found" }
                : new BatchPredictionItem { CustomerId = ids[i]!, Prediction = assessment.ToDocument(mostReasons) };
        }

        return TypedResults.Ok(new BatchPrediction { Items = items, NotFound = items.Count(i => i.Prediction is null) });
    }
}
