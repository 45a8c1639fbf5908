using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Gateway.Outreach;
using PreDelinquency.Gateway.Problems;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Running;
using PreDelinquency.Outreach.Sending;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary>What providers report of messages that they took.</summary>
internal static class ChannelEndpoints
{
    private const int LongestKey = 200;

    /// <summary>What comes of payments, others tell; that a message was sent is known here.</summary>
    private static readonly ContactOutcome[] Reported =
        [ContactOutcome.Delivered, ContactOutcome.Undelivered, ContactOutcome.Opened, ContactOutcome.Replied, ContactOutcome.Accepted, ContactOutcome.Declined, ContactOutcome.OptedOut];

    public static void MapChannels(this IEndpointRouteBuilder routes) =>
        routes.MapOutreachGroup("/channels", "Contact").MapPost("/{channel}/reports", ReportAsync)
            .WithSummary("Takes what a provider reports of a message that it took")
            .WithDescription(
                $"Signed like the messages to the provider: {WebhookSignature.Header} with t=UNIX,v1=HEX(HMAC-SHA256(secret, \"t.body\")). 401 where it is not, or was signed more than 5 minutes ago; " +
                "409 where the very same request was taken before. Each outcome counts once, so that a report may be signed anew and sent again. opted_out counts before anything else is sent. undelivered takes a reason, and lets the contact go on by its next channel where the rules allow one; of a message that a contact has left behind that way only opted_out counts.")
            .WithMetadata(new SignedMetadata())
            .TakesBody<DeliveryReportRequest>(RequestBody.DocumentLimit)
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .MayRefuse();

    private static async Task<Results<NoContent, ProblemHttpResult>> ReportAsync(
        string channel, HttpRequest request, ReportChecks checks, ContactDesk desk, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var kind = query.Word<ContactChannel>("channel", channel);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        if (checks.Of(kind) is not { } check)
            return Problem.Of(StatusCodes.Status404NotFound, $"Nobody is set up to report on {channel}.");
        var (body, unread) = await RequestBody.ReadSignedAsync(request, cancellationToken);
        if (body is null)
            return unread!;
        var signature = request.Headers[WebhookSignature.Header].ToString();
        if (Disbelief(check.Check(signature, body)) is { } disbelief)
            return disbelief;
        try
        {
            var answer = await TakeAsync(kind, body, desk, cancellationToken);
            // What was not taken the provider may send again.
            if (answer.Result is not NoContent)
                check.Forget(signature, body);
            return answer;
        }
        catch
        {
            check.Forget(signature, body);
            throw;
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeAsync(ContactChannel kind, byte[] body, ContactDesk desk, CancellationToken cancellationToken)
    {
        var (report, unread) = RequestBody.Read(body, GatewayJsonContext.Default.DeliveryReportRequest);
        if (report is null)
            return unread!;
        var channel = WireNames<ContactChannel>.Of(kind);
        var query = default(Query);
        var key = query.Text("idempotency_key", report.IdempotencyKey, LongestKey);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        if (!WireNames<ContactOutcome>.TryParse(report.Outcome, out var outcome) || !Reported.Contains(outcome))
            return Problem.Field("outcome", $"must be one of {string.Join(", ", Reported.Select(WireNames<ContactOutcome>.Of))}");
        var reason = OutreachConventions.Reason(ref query, outcome, report.Reason);
        if (query.Problem is { } unreasoned)
            return Problem.Field(unreasoned);
        if (!key.EndsWith($"/{channel}", StringComparison.Ordinal))
            return Problem.Field("idempotency_key", $"must be that of a message by {channel}, like c1-i1/{channel}");
        var contactId = key[..^(channel.Length + 1)];
        var told = new Told($"{channel} provider");
        var isKnown = outcome switch
        {
            ContactOutcome.OptedOut => await desk.OptOutOfAsync(contactId, Proposal.CustomerIdOf(contactId), kind, told, cancellationToken),
            ContactOutcome.Undelivered => await desk.NoteUndeliveredAsync(contactId, kind, reason, told, cancellationToken) is not null,
            _ => await desk.RecordOutcomeAsync(contactId, outcome, kind, told, cancellationToken) is not null,
        };
        return isKnown ? TypedResults.NoContent() : Problem.UnknownContact(contactId);
    }

    private static ProblemHttpResult? Disbelief(SignatureVerdict verdict) => verdict switch
    {
        SignatureVerdict.Genuine => null,
        SignatureVerdict.Replayed => Problem.Of(StatusCodes.Status409Conflict, "This very request was taken before; a report that is to be sent again is signed anew."),
        SignatureVerdict.Outdated => Unauthorized($"The time of {WebhookSignature.Header} lies more than {SignatureCheck.Window.TotalMinutes} minutes from the present."),
        SignatureVerdict.Malformed => Unauthorized($"The header {WebhookSignature.Header} must be like t=1772452800,v1=…"),
        SignatureVerdict.Forged => Unauthorized($"{WebhookSignature.Header} is of no secret of this channel, or of another body."),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    private static ProblemHttpResult Unauthorized(string detail) => Problem.Of(StatusCodes.Status401Unauthorized, detail);
}
