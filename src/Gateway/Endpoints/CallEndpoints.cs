using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.People;
using PreDelinquency.Gateway.Problems;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.People;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;
using static PreDelinquency.Gateway.Endpoints.OutreachConventions;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary>The call list: calls that people claim, release, and finish.</summary>
internal static class CallEndpoints
{
    private const string Results = "reached, unanswered, wrong_number";

    public static void MapCalls(this IEndpointRouteBuilder routes)
    {
        var calls = routes.MapOutreachGroup("/interventions/calls", "Contact");
        calls.MapGet("", GetAsync)
            .WithSummary("Calls to make")
            .WithDescription("The most urgent first. The number and the words come with the claim. withheld_by says of a claimed call that it must not be made any more, as the customer was suppressed, objected, opted out or took a consent back meanwhile; whoever has it gives it back, or says what came of it before.")
            .Produces<CallPage>();
        calls.MapPost("/{intervention_id}/claim", ClaimAsync)
            .Takes(PersonRole.Agent)
            .WithSummary("Gives a call to an agent for an hour, or until the hours of contact end")
            .WithDescription("All rules are asked once more; 409 where they do not allow the call now, or somebody else has it; whoever has it gets the same answer again, unless the call is withheld by now. A call that is neither released nor finished by then is in doubt, and becomes one for a person to look at.")
            .TakesBody<PersonRequest>(RequestBody.DocumentLimit).Produces<ClaimedCallDocument>().MayRefuse();
        calls.MapPost("/{intervention_id}/release", ReleaseAsync)
            .Takes(PersonRole.Agent)
            .WithSummary("Gives a call back that was not made")
            .WithDescription("All rules are asked again: it is back on the list, or waits, or is over.")
            .TakesBody<PersonRequest>(RequestBody.DocumentLimit).Produces<ContactDocument>().MayRefuse();
        calls.MapPost("/{intervention_id}/done", DoneAsync)
            .Takes(PersonRole.Agent)
            .WithSummary("Says what came of a call")
            .WithDescription("reached: the contact was made. unanswered: it counts as an attempt, and is tried again after the hours that the policy says. wrong_number: the number is not called again, and the contact goes on by its next channel, or is failed where there is none.")
            .TakesBody<CallResultRequest>(RequestBody.DocumentLimit).Produces<ContactDocument>().MayRefuse();
    }

    private static async Task<Results<Ok<CallPage>, ProblemHttpResult>> GetAsync(string? limit, IOutreachStore store, ContactDesk desk, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var most = query.Number("limit", limit, 1, 1000, absent: 100);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var entries = await store.ReadOutboxAsync(ContactChannel.Phone, most, cancellationToken);
        var contacts = (await store.ReadContactsAsync([.. entries.Select(e => e.ContactId)], cancellationToken)).ToDictionary(c => c.ContactId, StringComparer.Ordinal);
        var items = new List<CallDocument>();
        foreach (var entry in entries)
        {
            if (contacts.TryGetValue(entry.ContactId, out var contact))
                items.Add(entry.ToDocument(contact, await desk.WithholdAsync(entry, cancellationToken)));
        }

        return TypedResults.Ok(new CallPage(items));
    }

    private static async Task<Results<Ok<ClaimedCallDocument>, ProblemHttpResult>> ClaimAsync(
        [FromRoute(Name = "intervention_id")] string id, HttpRequest request, ContactDesk desk, CancellationToken cancellationToken)
    {
        var (by, problem) = await ReadPersonAsync(request, cancellationToken);
        if (problem is not null)
            return problem;
        return await desk.ClaimCallAsync(id, by, cancellationToken) is { } call ? TypedResults.Ok(call.ToDocument()) : Problem.UnknownContact(id);
    }

    private static async Task<Results<Ok<ContactDocument>, ProblemHttpResult>> ReleaseAsync(
        [FromRoute(Name = "intervention_id")] string id, HttpRequest request, ContactDesk desk, CancellationToken cancellationToken)
    {
        var (by, problem) = await ReadPersonAsync(request, cancellationToken);
        if (problem is not null)
            return problem;
        return await desk.ReleaseCallAsync(id, by, cancellationToken) is { } contact ? TypedResults.Ok(contact.ToDocument()) : Problem.UnknownContact(id);
    }

    private static async Task<Results<Ok<ContactDocument>, ProblemHttpResult>> DoneAsync(
        [FromRoute(Name = "intervention_id")] string id, HttpRequest request, ContactDesk desk, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.CallResultRequest, cancellationToken);
        if (body is null)
            return problem!;
        var query = default(Query);
        var by = ActingPerson.Name(request, ref query, body.By);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        AttemptResult? result = body.Result switch
        {
            "reached" => AttemptResult.Accepted,
            "unanswered" => AttemptResult.Unanswered,
            "wrong_number" => AttemptResult.Refused,
            _ => null,
        };
        if (result is not { } known)
            return Problem.Field("result", $"must be one of {Results}");
        return await desk.FinishCallAsync(id, by, known, cancellationToken) is { } contact ? TypedResults.Ok(contact.ToDocument()) : Problem.UnknownContact(id);
    }
}
