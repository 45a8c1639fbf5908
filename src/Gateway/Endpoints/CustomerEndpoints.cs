using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.People;
using PreDelinquency.Gateway.Problems;
using PreDelinquency.Outreach.People;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary>One customer: the present, the past, the profile.</summary>
internal static class CustomerEndpoints
{
    public static void MapCustomers(this IEndpointRouteBuilder routes)
    {
        var customers = routes.MapGroup("/customer/{id}").WithTags("Customers");
        customers.MapGet("", GetAsync)
            .WithSummary("Profile, features and score as of now")
            .Produces<CustomerDocument>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        customers.MapGet("/history", GetHistoryAsync)
            .WithSummary("Transactions, scores and interventions, newest first")
            .WithDescription(
                "Three lists of up to limit items, each with its own next_before; pass that as before to go on with that list.")
            .Produces<HistoryDocument>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        customers.MapGet("/features", GetFeaturesAsync)
            .WithSummary("What the features were at a past moment, or at the end of a day")
            .WithDescription(
                "Equal to what was served then: a replay of the customer's transactions in the order in which they were accepted, up to the first with a timestamp after as_of. A transaction counts from its timestamp on; one that was accepted after a later one, from the timestamp of that. Like the present, as_of is taken as at most 45 days after the latest of them. A plain day, like 2026-03-01, means its end, as ./pdi features --as-of does, and must be over in the customer's offset (that of the latest transaction up to then): of the transactions whose own offset puts them on that local day or before, up to the first accepted of a later day; what arrived after that one was not there when it was served. day of the answer says of which local day's end the values are; at a moment within a day of which nothing is known yet, that of the day before.")
            .Produces<FeaturesDocument>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        customers.MapGet("/counterfactual", GetCounterfactualAsync)
            .WithSummary("The least to do for the model to come to a lower level")
            .WithDescription(
                "At most three things that the customer or a bank can do about signs of trouble (docs/features.md lists the levers), each with a goal in round numbers; all features that they move change together. The sum of their efforts is the smallest there is. Where nothing that can be advised leads to the level, the answer says so and names what comes closest. POST /predict with the customer and the features' new values gives the new score.")
            .Produces<CounterfactualDocument>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        customers.MapPut("/profile", PutProfileAsync)
            .Takes(PersonRole.Feed)
            .WithSummary("Stores a customer's profile")
            .WithDescription("Replaces the whole profile; creates the customer where unknown. Answers what is stored, once it is durable. Consents, addresses and time zone decide how the customer may be contacted (GET /interventions/{intervention_id} says which rule decided); interventions are proposed whatever they are.")
            .TakesBody<ProfileDocument>(RequestBody.DocumentLimit)
            .Produces<ProfileDocument>()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<CustomerDocument>, ProblemHttpResult>> GetAsync(
        string id, string? reasons, IRiskService service, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var customerId = query.CustomerId(id);
        var mostReasons = query.Reasons(reasons);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        if (await service.GetCustomerAsync(customerId, cancellationToken) is not { } view)
            return Problem.UnknownCustomer(customerId);
        return TypedResults.Ok(new CustomerDocument
        {
            CustomerId = view.CustomerId,
            Profile = view.Profile?.ToDocument(),
            Features = FeatureDocuments.ByName(view.Features),
            Score = view.Assessment.ToDocument(mostReasons),
            TransactionCount = view.TransactionCount,
            HistoryDays = view.HistoryDays,
            LatestEvent = view.LatestEvent,
        });
    }

    private static async Task<Results<Ok<HistoryDocument>, ProblemHttpResult>> GetHistoryAsync(
        string id, string? before, string? limit, IRiskService service, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var customerId = query.CustomerId(id);
        var place = query.Place("before", before);
        var most = query.Number("limit", limit, 1, 1000, absent: 100);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var history = await service.GetHistoryAsync(customerId, place, most, cancellationToken);
        return history is null ? Problem.UnknownCustomer(customerId) : TypedResults.Ok(history.ToDocument());
    }

    private static async Task<Results<Ok<FeaturesDocument>, ProblemHttpResult>> GetFeaturesAsync(
        string id, [FromQuery(Name = "as_of")] string? asOf, IRiskService service, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var customerId = query.CustomerId(id);
        var moment = query.Past("as_of", asOf, service.Present);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        if (await service.GetFeaturesAsync(customerId, moment, cancellationToken) is not { } past)
            return Problem.UnknownCustomer(customerId);
        if (moment?.Day is { } day && past.AsOf > service.Present)
            return Problem.Field(Query.UnfinishedDay("as_of", day, past.AsOf, service.Present));
        return past.TransactionCount == 0
            ? NoneBy(customerId, moment?.Day, past.AsOf)
            : TypedResults.Ok(past.ToDocument());
    }

    // When a day ended, nobody can tell of a customer whose offset is not known yet.
    private static ProblemHttpResult NoneBy(string customerId, DateOnly? day, DateTimeOffset asOf) => Problem.Field(
        StatusCodes.Status404NotFound,
        string.Create(CultureInfo.InvariantCulture, $"Customer {customerId} has no transaction up to {(day is { } whole ? $"the end of {whole:yyyy-MM-dd}" : $"{asOf:yyyy-MM-ddTHH:mm:ssK}")}."),
        new ProblemField("as_of", "must not lie before the customer's first transaction"));

    private static async Task<Results<Ok<CounterfactualDocument>, ProblemHttpResult>> GetCounterfactualAsync(
        string id, string? level, IRiskService service, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var customerId = query.CustomerId(id);
        var target = query.Level("level", level, absent: RiskLevel.Low);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        if (await service.GetCustomerAsync(customerId, cancellationToken) is not { } view)
            return Problem.UnknownCustomer(customerId);
        var (model, maturity) = (service.Models.Champion, view.Assessment.Score.Maturity);
        var present = model.Score([.. view.Features], maturity).Level;
        if (level is null && present > RiskLevel.Low)
            target = present - 1;
        return TypedResults.Ok(model.Counterfactual(view.Assessment.Readings(), maturity, target).ToDocument(customerId));
    }

    private static async Task<Results<Ok<ProfileDocument>, ProblemHttpResult>> PutProfileAsync(
        string id, HttpRequest request, IRiskService service, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var customerId = query.CustomerId(id);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.ProfileDocument, cancellationToken);
        if (body is null)
            return problem!;
        if (body.TryRead(out var profile) is { } broken)
            return Problem.Field(broken);
        await service.PutProfileAsync(customerId, profile, cancellationToken);
        return TypedResults.Ok(profile.ToDocument());
    }
}
