using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.People;
using PreDelinquency.Gateway.Problems;
using PreDelinquency.Outreach.People;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;
using static PreDelinquency.Gateway.Endpoints.OutreachConventions;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary>What customers say of being contacted, and what the bank knows that forbids it.</summary>
internal static class CustomerContactEndpoints
{
    private const int MostUsed = 10;

    public static void MapCustomerContact(this IEndpointRouteBuilder routes)
    {
        var customers = routes.MapOutreachGroup("/customer/{id}", "Contact");
        customers.MapGet("/contact", GetAsync)
            .WithSummary("Whether a customer may be contacted, and what was done")
            .Produces<CustomerContactDocument>().ProducesProblem(StatusCodes.Status404NotFound);
        customers.MapPost("/opt_out", (string id, HttpRequest request, ContactDesk desk, IOutreachStore store, CancellationToken cancellationToken) =>
                ChangeChannelsAsync(id, request, store, desk.OptOutAsync, cancellationToken))
            .Takes(PersonRole.Agent)
            .WithSummary("A customer opts out of channels")
            .WithDescription("Counts for everything that has not gone yet: once this answers, open contacts have asked their rules again. It is taken of any customer, also one whom the bank has told nothing else of yet.")
            .TakesBody<ChannelsRequest>(RequestBody.DocumentLimit).Produces<CustomerContactDocument>().MayRefuse();
        customers.MapPost("/opt_in", (string id, HttpRequest request, ContactDesk desk, IOutreachStore store, CancellationToken cancellationToken) =>
                ChangeChannelsAsync(id, request, store, desk.OptInAsync, cancellationToken))
            .Takes(PersonRole.Agent)
            .WithSummary("A customer takes an opt-out back")
            .TakesBody<ChannelsRequest>(RequestBody.DocumentLimit).Produces<CustomerContactDocument>().MayRefuse();
        customers.MapPost("/suppression", SuppressAsync)
            .Takes(PersonRole.Agent)
            .WithSummary("The bank tells a reason to leave a customer alone, or that it no longer holds")
            .WithDescription("Open contacts end at once where the policy lets the reason block. It is taken of any customer, also one whom the bank has told nothing else of yet.")
            .TakesBody<SuppressionRequest>(RequestBody.DocumentLimit).Produces<CustomerContactDocument>().MayRefuse();
        customers.MapPost("/objection", ObjectAsync)
            .Takes(PersonRole.Agent)
            .WithSummary("A customer objects: contact stops, and a review is open")
            .WithDescription("Answers with the customer's latest contacts and the reasons that were used, for whoever reviews it.")
            .TakesBody<ObjectionRequest>(RequestBody.DocumentLimit).Produces<ObjectionDocument>().MayRefuse();
        customers.MapPost("/objection/{objection_id}/close", CloseAsync)
            .Takes(PersonRole.Approver)
            .WithSummary("Closes the review of an objection")
            .WithDescription("Contact is possible again where no other objection is open.")
            .TakesBody<CloseObjectionRequest>(RequestBody.DocumentLimit).Produces<ObjectionDocument>().MayRefuse();
        customers.MapPost("/erase", EraseAsync)
            .Takes(PersonRole.Privacy)
            .WithSummary("Forgets a customer (GDPR art. 17)")
            .WithDescription("Contacts, messages, objections and the profile go; what the audit log says of the customer is unreadable for good, and the log still verifies. The customer is opted out of all channels from then on. Transactions and scores stay. Asked again, it changes nothing.")
            .TakesBody<ErasureRequest>(RequestBody.DocumentLimit).Produces(StatusCodes.Status204NoContent).MayRefuse();
        routes.MapOutreachGroup("/objections", "Contact").MapGet("", ListAsync)
            .WithSummary("Objections, latest first")
            .Produces<ObjectionPage>();
    }

    private static async Task<Results<Ok<CustomerContactDocument>, ProblemHttpResult>> GetAsync(string id, IRiskService service, IOutreachStore store, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var customerId = query.CustomerId(id);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        return (await store.LoadAsync(customerId, cancellationToken)).Version > 0 || await IsKnownAsync(customerId, service, cancellationToken)
            ? await AnswerAsync(customerId, store, cancellationToken)
            : Problem.UnknownCustomer(customerId);
    }

    private static async Task<Results<Ok<CustomerContactDocument>, ProblemHttpResult>> ChangeChannelsAsync(
        string id, HttpRequest request, IOutreachStore store, Func<string, IReadOnlyList<ContactChannel>, Told, CancellationToken, ValueTask> change, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.ChannelsRequest, cancellationToken);
        if (body is null)
            return problem!;
        var query = default(Query);
        var customerId = query.CustomerId(id);
        var source = query.Text("source", body.Source, LongestName);
        var channels = body.Channels is null ? Enum.GetValues<ContactChannel>() : new ContactChannel[body.Channels.Count];
        for (var i = 0; i < (body.Channels?.Count ?? 0); i++)
            channels[i] = query.Word<ContactChannel>($"channels[{i}]", body.Channels![i]);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        if (channels.Length == 0)
            return Problem.Field("channels", "must name at least one, or be left out for all");
        await change(customerId, channels, new Told(source, ActingPerson.Of(request)?.Name), cancellationToken);
        return await AnswerAsync(customerId, store, cancellationToken);
    }

    private static async Task<Results<Ok<CustomerContactDocument>, ProblemHttpResult>> SuppressAsync(
        string id, HttpRequest request, ContactDesk desk, IOutreachStore store, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.SuppressionRequest, cancellationToken);
        if (body is null)
            return problem!;
        var query = default(Query);
        var customerId = query.CustomerId(id);
        var reason = query.Word<SuppressionReason>("reason", body.Reason);
        var source = query.Text("source", body.Source, LongestName);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var told = new Told(source, ActingPerson.Of(request)?.Name);
        await (body.Lifted ? desk.UnsuppressAsync(customerId, reason, told, cancellationToken) : desk.SuppressAsync(customerId, reason, told, cancellationToken));
        return await AnswerAsync(customerId, store, cancellationToken);
    }

    private static async Task<Results<Ok<ObjectionDocument>, ProblemHttpResult>> ObjectAsync(
        string id, HttpRequest request, ContactDesk desk, IOutreachStore store, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.ObjectionRequest, cancellationToken);
        if (body is null)
            return problem!;
        var query = default(Query);
        var customerId = query.CustomerId(id);
        var statement = query.Text("statement", body.Statement, LongestStatement);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var review = await desk.ObjectAsync(customerId, statement, ActingPerson.Of(request)?.Name, cancellationToken);
        var latest = (await ContactsOfAsync(customerId, store, cancellationToken)).OrderByDescending(c => c.Sequence).Take(MostUsed).Select(c => c.ContactId);
        return TypedResults.Ok(review.ToDocument() with { Used = [.. (await store.ReadWholeContactsAsync([.. latest], cancellationToken)).Select(whole => whole.ToQueued())] });
    }

    private static async Task<Results<Ok<ObjectionDocument>, ProblemHttpResult>> CloseAsync(
        string id, [FromRoute(Name = "objection_id")] string objectionId, HttpRequest request, ContactDesk desk, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.CloseObjectionRequest, cancellationToken);
        if (body is null)
            return problem!;
        var query = default(Query);
        var customerId = query.CustomerId(id);
        var by = ActingPerson.Name(request, ref query, body.By);
        var resolution = query.Text("resolution", body.Resolution, LongestStatement);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        return await desk.CloseObjectionAsync(customerId, objectionId, by, resolution, cancellationToken) is { } closed
            ? TypedResults.Ok(closed.ToDocument())
            : Problem.Field(StatusCodes.Status404NotFound, $"Customer {customerId} has no objection {objectionId}.", new ProblemField("objection_id", "is not known"));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EraseAsync(string id, HttpRequest request, CustomerErasure erasure, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.ErasureRequest, cancellationToken);
        if (body is null)
            return problem!;
        var query = default(Query);
        var customerId = query.CustomerId(id);
        var by = ActingPerson.Name(request, ref query, body.By);
        var reason = query.Word<ErasureReason>("reason", body.Reason);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        return await erasure.EraseAsync(customerId, by, reason, cancellationToken) ? TypedResults.NoContent() : Problem.UnknownCustomer(customerId);
    }

    private static async Task<Results<Ok<ObjectionPage>, ProblemHttpResult>> ListAsync(string? open, string? limit, IOutreachStore store, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var openOnly = query.Flag("open", open);
        var most = query.Number("limit", limit, 1, 1000, absent: 100);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        return TypedResults.Ok(new ObjectionPage([.. (await store.ReadReviewsAsync(null, openOnly, most, cancellationToken)).Select(OutreachDocuments.ToDocument)]));
    }

    private static async ValueTask<bool> IsKnownAsync(string customerId, IRiskService service, CancellationToken cancellationToken)
    {
        try
        {
            return await service.GetCustomerAsync(customerId, cancellationToken) is not null;
        }
        catch (ServiceUnavailableException e) when (e is { IsPermanent: true, CustomerId: not null })
        {
            // Known, though damaged: what the customer said of contact counts all the same.
            return true;
        }
    }

    private static async Task<Ok<CustomerContactDocument>> AnswerAsync(string customerId, IOutreachStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok((await store.LoadAsync(customerId, cancellationToken)).Ledger.ToDocument(await ContactsOfAsync(customerId, store, cancellationToken)));

    private static ValueTask<IReadOnlyList<ContactRecord>> ContactsOfAsync(string customerId, IOutreachStore store, CancellationToken cancellationToken) =>
        store.ReadContactsAsync(new ContactFilter { CustomerId = customerId }, 10_000, cancellationToken);
}
