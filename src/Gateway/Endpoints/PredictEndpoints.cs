using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Domain.Behaviour.Features;
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
            .WithDescription("With customer_id: as of now. With both: that customer, if these features had these values. With features alone: bare values, and those that are not named are not known.")
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
        if (body.Features is { } named && ProblemOf(named, out var feature) is { } rule)
            return Problem.Field($"features.{feature}", rule);
        if (body.CustomerId is not null && !TransactionRules.IsCustomerId(body.CustomerId))
            return Problem.Field(Query.CustomerIdProblem("customer_id"));
        var assessment = body switch
        {
            { CustomerId: { } id, Features: { } changes } => await WhatIfAsync(id, changes, service, cancellationToken),
            { CustomerId: { } id } => await service.AssessAsync(id, cancellationToken),
            _ => WhatIf([], [], Maturity.Established, body.Features!, service),
        };
        return assessment is null ? Problem.UnknownCustomer(body.CustomerId!) : TypedResults.Ok(assessment.ToDocument(mostReasons));
    }

    private static string? ProblemOf(IReadOnlyDictionary<string, double?> features, out string? name)
    {
        foreach (var (feature, value) in features)
        {
            name = feature;
            if (!FeatureCatalogue.TryIndexOf(feature, out _))
                return "is not a feature; GET /features lists them";
            if (value is { } infinite && !double.IsFinite(infinite))
                return "must be a finite number";
        }

        name = null;
        return null;
    }

    private static async Task<RiskAssessment?> WhatIfAsync(
        string customerId, IReadOnlyDictionary<string, double?> changes, IRiskService service, CancellationToken cancellationToken)
    {
        if (await service.GetCustomerAsync(customerId, cancellationToken) is not { } view)
            return null;
        var readings = new Reading[FeatureCatalogue.Count];
        foreach (var reason in view.Assessment.Reasons)
        {
            if (FeatureCatalogue.TryIndexOf(reason.Feature, out var index))
                readings[index] = new Reading(reason.Value, reason.Observed ?? reason.Value, reason.Usual ?? double.NaN);
        }

        return WhatIf(view.Features, readings, view.Assessment.Score.Maturity, changes, service) with { CustomerId = customerId };
    }

    /// <summary>Scores values of which some are replaced; none given are all unknown.</summary>
    private static RiskAssessment WhatIf(
        IReadOnlyList<double> values, Reading[] readings, Maturity maturity, IReadOnlyDictionary<string, double?> changes, IRiskService service)
    {
        var vector = new double[FeatureCatalogue.Count];
        for (var i = 0; i < vector.Length; i++)
            vector[i] = i < values.Count ? values[i] : double.NaN;
        foreach (var (name, value) in changes)
        {
            // Names were checked before.
            _ = FeatureCatalogue.TryIndexOf(name, out var index);
            vector[index] = value ?? double.NaN;
            if (readings.Length > 0)
                readings[index] = Reading.Plain(vector[index]);
        }

        var models = service.Models;
        return models.Champion.Assess(vector, readings, maturity, service.Present) with { Shadow = ShadowScore.Of(models.Shadow, vector, maturity) };
    }
}
