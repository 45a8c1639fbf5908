using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.Problems;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary><c>POST /predict</c>.</summary>
internal static class PredictEndpoints
{
    public static void MapPredict(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/predict", PredictAsync)
            .WithTags("Predictions")
            .WithSummary("Scores and explains one customer, or a what-if")
            .WithDescription("With customer_id: as of now. With both: that customer, if these features had these values. With features alone: bare values, and those that are not named are not known. A value must lie in the feature's range (GET /features), and of a customer in what their own usual leaves of it.")
            .TakesBody<PredictRequest>(RequestBody.DocumentLimit)
            .Produces<Prediction>()
            .ProducesProblem(StatusCodes.Status404NotFound)
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
        if (body.CustomerId is null && body.Features is null)
            return Problem.Field("body", "must have customer_id, features or both");
        if (body.Features is { } named && Assumption.Violation(named) is { } violation)
            return Problem.Field($"features.{violation.Feature}", violation.Rule);
        if (body.CustomerId is not null && !TransactionRules.IsCustomerId(body.CustomerId))
            return Problem.Field(Query.CustomerIdProblem("customer_id"));
        var assessment = body switch
        {
            { CustomerId: { } id } => await service.AssessAsync(id, cancellationToken),
            _ => new Assumption(body.Features!).Assess(service.Present, service.Models),
        };
        if (assessment is not null && body is { CustomerId: { } customerId, Features: { } values })
        {
            var assumption = new Assumption(values);
            if (assumption.ViolationFor(assessment) is { } personal)
                return Problem.Field($"features.{personal.Feature}", personal.Rule);
            assessment = await service.AssumeAsync(customerId, assumption, cancellationToken);
        }

        return assessment is null ? Problem.UnknownCustomer(body.CustomerId!) : TypedResults.Ok(assessment.ToDocument(mostReasons));
    }
}
