using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
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

/// <summary>What became of proposals, and the people who approve them.</summary>
internal static class ContactEndpoints
{
    public static void MapContacts(this IEndpointRouteBuilder routes)
    {
        var contacts = routes.MapOutreachGroup("/interventions", "Contact");
        contacts.MapGet("/queue", GetQueueAsync)
            .WithSummary("Contacts that wait for a person's approval")
            .WithDescription("The most urgent of the oldest 1,000 first: by priority, then probability, then age. Where nobody approves one in time, it expires.")
            .Produces<QueuePage>();
        contacts.MapGet("/failed", GetFailedAsync)
            .WithSummary("Dead letters: contacts that failed, for a person to look at")
            .WithDescription("Refused by a channel, given up after a day, undelivered, or in doubt: last_error says which. By after_sequence, the oldest first; with latest the other way round.")
            .Produces<QueuePage>();
        contacts.MapGet("/answered", GetAnsweredAsync)
            .WithSummary("Customers who replied or accepted, and wait for somebody")
            .WithDescription("Whoever waits longest first. Once somebody has seen to it, POST /interventions/{intervention_id}/outcome with followed_up takes it off; a later answer puts it on again.")
            .Produces<AnsweredPage>();
        contacts.MapGet("/{intervention_id}", GetAsync)
            .WithSummary("What became of a proposal, why, and with which words")
            .WithDescription("Every decision with every rule that was asked, its value and limit; the message as the customer gets it; what came back.")
            .Produces<ContactDetailDocument>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        contacts.MapPost("/{intervention_id}/approve", ApproveAsync)
            .Takes(PersonRole.Approver)
            .WithSummary("Approves a contact that waits for that")
            .WithDescription("For the channel, the words and the policy that it waits with; where one of them changes afterwards, it waits for approval again. revision is that of the message that the person read, as queue and contact have it. All rules are asked again, so that it may still be blocked or wait. 409 where it does not wait for approval, or its message is not the one of the revision by now.")
            .TakesBody<ApproveRequest>(RequestBody.DocumentLimit).Produces<ContactDetailDocument>().MayRefuse();
        contacts.MapPost("/{intervention_id}/edit", EditAsync)
            .Takes(PersonRole.Approver)
            .WithSummary("Changes the message of a contact that waits for approval")
            .WithDescription("The text must hold to the rules of texts: no forbidden words, the opt-out where the channel needs it, one text message. 409 where it does not, or the contact does not wait for approval.")
            .TakesBody<EditMessageRequest>(RequestBody.DocumentLimit).Produces<ContactDetailDocument>().MayRefuse();
        contacts.MapPost("/{intervention_id}/reject", RejectAsync)
            .Takes(PersonRole.Approver)
            .WithSummary("Withdraws a contact that is not on its way")
            .TakesBody<RejectRequest>(RequestBody.DocumentLimit).Produces<ContactDetailDocument>().MayRefuse();
        contacts.MapPost("/{intervention_id}/resend", ResendAsync)
            .Takes(PersonRole.Approver)
            .WithSummary("Sends a contact again that failed")
            .WithDescription("All rules are asked again; where they do not allow it, it stays failed, with the rule. A contact that may have gone by a channel goes by no other until it is told to be undelivered. 409 where it is not failed.")
            .TakesBody<PersonRequest>(RequestBody.DocumentLimit).Produces<ContactDetailDocument>().MayRefuse();
        contacts.MapPost("/{intervention_id}/outcome", RecordOutcomeAsync)
            .Takes(PersonRole.Agent)
            .WithSummary("Takes what came back of a contact")
            .WithDescription("Each kind counts once, but an answer counts again after followed_up. opted_out counts for the channel of the contact, before anything else is sent. undelivered, with a reason, lets the contact go on by its next channel where the rules allow one. What becomes of payments is told by POST /missed_payments and needs no call here.")
            .TakesBody<OutcomeRequest>(RequestBody.DocumentLimit).Produces<ContactDetailDocument>().MayRefuse();
    }

    private static async Task<Results<Ok<QueuePage>, ProblemHttpResult>> GetQueueAsync(string? limit, IOutreachStore store, ServedPolicy policy, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var most = query.Number("limit", limit, 1, 1000, absent: 100);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var waiting = await store.ReadContactsAsync(new ContactFilter { State = ContactState.AwaitingApproval }, 1000, cancellationToken);
        var first = waiting.OrderBy(c => ContactUrgency.Of(c.Entry, policy.Current.Policy)).Take(most).Select(c => c.ContactId);
        return TypedResults.Ok(new QueuePage([.. (await store.ReadWholeContactsAsync([.. first], cancellationToken)).Select(whole => whole.ToQueued())]));
    }

    private static async Task<Results<Ok<QueuePage>, ProblemHttpResult>> GetFailedAsync(
        [FromQuery(Name = "after_sequence")] string? afterSequence, string? latest, string? limit, IOutreachStore store, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var after = query.Number("after_sequence", afterSequence, 0, long.MaxValue, absent: 0);
        var isLatestFirst = query.Flag("latest", latest);
        var most = query.Number("limit", limit, 1, 1000, absent: 100);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var failed = await store.ReadContactsAsync(new ContactFilter { State = ContactState.Failed, AfterSequence = after, IsLatestFirst = isLatestFirst }, most, cancellationToken);
        return TypedResults.Ok(new QueuePage([.. (await store.ReadWholeContactsAsync([.. failed.Select(c => c.ContactId)], cancellationToken)).Select(whole => whole.ToQueued())]));
    }

    private static async Task<Results<Ok<AnsweredPage>, ProblemHttpResult>> GetAnsweredAsync(string? limit, IOutreachStore store, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var most = query.Number("limit", limit, 1, 1000, absent: 100);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var answers = await store.ReadAnswersAsync(most, cancellationToken);
        var contacts = (await store.ReadWholeContactsAsync([.. answers.Select(answer => answer.ContactId)], cancellationToken)).ToDictionary(whole => whole.ContactId, StringComparer.Ordinal);
        var items = new List<AnsweredContactDocument>();
        foreach (var answer in answers)
        {
            if (contacts.TryGetValue(answer.ContactId, out var whole))
                items.Add(answer.ToDocument(whole, await store.ReadOutcomesAsync(answer.ContactId, cancellationToken)));
        }

        return TypedResults.Ok(new AnsweredPage(items));
    }

    private static async Task<Results<Ok<ContactDetailDocument>, ProblemHttpResult>> GetAsync(
        [FromRoute(Name = "intervention_id")] string id, IOutreachStore store, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await store.FindContactAsync(id, cancellationToken), store, cancellationToken);

    private static async Task<Results<Ok<ContactDetailDocument>, ProblemHttpResult>> ApproveAsync(
        [FromRoute(Name = "intervention_id")] string id, HttpRequest request, ContactDesk desk, IOutreachStore store, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.ApproveRequest, cancellationToken);
        if (body is null)
            return problem!;
        var query = default(Query);
        var by = ActingPerson.Name(request, ref query, body.By);
        var revision = query.Text("revision", body.Revision, LongestName);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        return await AnswerAsync(id, await desk.ApproveAsync(id, by, revision, cancellationToken), store, cancellationToken);
    }

    private static async Task<Results<Ok<ContactDetailDocument>, ProblemHttpResult>> ResendAsync(
        [FromRoute(Name = "intervention_id")] string id, HttpRequest request, ContactDesk desk, IOutreachStore store, CancellationToken cancellationToken)
    {
        var (by, problem) = await ReadPersonAsync(request, cancellationToken);
        if (problem is not null)
            return problem;
        return await AnswerAsync(id, await desk.ResendAsync(id, by, cancellationToken), store, cancellationToken);
    }

    private static async Task<Results<Ok<ContactDetailDocument>, ProblemHttpResult>> EditAsync(
        [FromRoute(Name = "intervention_id")] string id, HttpRequest request, ContactDesk desk, IOutreachStore store, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.EditMessageRequest, cancellationToken);
        if (body is null)
            return problem!;
        var query = default(Query);
        var by = ActingPerson.Name(request, ref query, body.By);
        var revision = body.Revision is null ? null : query.Text("revision", body.Revision, LongestName);
        var text = query.Text("text", body.Text, LongestStatement);
        var subject = body.Subject is null ? null : query.Text("subject", body.Subject, LongestName);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        return await AnswerAsync(id, await desk.EditAsync(id, by, revision, subject, text, cancellationToken), store, cancellationToken);
    }

    private static async Task<Results<Ok<ContactDetailDocument>, ProblemHttpResult>> RejectAsync(
        [FromRoute(Name = "intervention_id")] string id, HttpRequest request, ContactDesk desk, IOutreachStore store, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.RejectRequest, cancellationToken);
        if (body is null)
            return problem!;
        var query = default(Query);
        var by = ActingPerson.Name(request, ref query, body.By);
        var reason = query.Text("reason", body.Reason, LongestReason);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        return await AnswerAsync(id, await desk.RejectAsync(id, by, reason, cancellationToken), store, cancellationToken);
    }

    private static async Task<Results<Ok<ContactDetailDocument>, ProblemHttpResult>> RecordOutcomeAsync(
        [FromRoute(Name = "intervention_id")] string id, HttpRequest request, ContactDesk desk, IOutreachStore store, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.OutcomeRequest, cancellationToken);
        if (body is null)
            return problem!;
        var query = default(Query);
        var outcome = query.Word<ContactOutcome>("outcome", body.Outcome);
        var source = query.Text("source", body.Source, LongestName);
        var reason = Reason(ref query, outcome, body.Reason);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        if (outcome is ContactOutcome.Sent or ContactOutcome.PaidOnTime or ContactOutcome.Missed)
            return Problem.Field("outcome", "must be one of delivered, undelivered, opened, replied, accepted, declined, opted_out, followed_up: that it was sent is known here, and what becomes of payments is told by POST /missed_payments");
        var told = new Told(source, ActingPerson.Of(request)?.Name);
        if (outcome == ContactOutcome.Undelivered)
            return await NoteUndeliveredAsync(id, reason, told, desk, store, cancellationToken);
        return await AnswerAsync(id, await desk.RecordOutcomeAsync(id, outcome, channel: null, told, cancellationToken), store, cancellationToken);
    }

    private static async Task<Results<Ok<ContactDetailDocument>, ProblemHttpResult>> NoteUndeliveredAsync(
        string id, UndeliveredReason reason, Told told, ContactDesk desk, IOutreachStore store, CancellationToken cancellationToken) => await store.FindContactAsync(id, cancellationToken) switch
        {
            null => Problem.UnknownContact(id),
            { Entry.Channel: { } channel } => await AnswerAsync(id, await desk.NoteUndeliveredAsync(id, channel, reason, told, cancellationToken), store, cancellationToken),
            _ => Problem.Of(StatusCodes.Status409Conflict, "Nothing was sent that could be undelivered: no channel was chosen yet."),
        };

    private static async Task<Results<Ok<ContactDetailDocument>, ProblemHttpResult>> AnswerAsync(string id, ContactRecord? contact, IOutreachStore store, CancellationToken cancellationToken) => contact is null
        ? Problem.UnknownContact(id)
        : TypedResults.Ok(contact.ToDetail(await store.ReadAuditAsync(id, cancellationToken), await store.ReadOutcomesAsync(id, cancellationToken)));
}
