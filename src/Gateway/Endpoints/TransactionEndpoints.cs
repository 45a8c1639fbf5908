using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Ingest;
using PreDelinquency.Gateway.Live;
using PreDelinquency.Gateway.People;
using PreDelinquency.Gateway.Problems;
using PreDelinquency.Outreach.People;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary><c>POST /transactions</c>.</summary>
internal static class TransactionEndpoints
{
    public const string Ndjson = "application/x-ndjson";

    private const string Json = BodyConventions.Json;

    private static readonly TimeSpan RetryFull = TimeSpan.FromSeconds(1);

    public static void MapTransactions(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/transactions", PostAsync)
            .WithTags("Transactions")
            .Takes(PersonRole.Feed)
            .WithSummary("Takes transactions")
            .WithDescription(
                "One object, an array (at most 10 MiB, within 30 s), or application/x-ndjson of any length and duration, streamed. Answers once everything accepted is durable. "
                + "What cannot be taken is named by line and kept; the rest is not lost. Sending a transaction again changes nothing; fields beside those of a transaction are passed over, but for a slip in the name of one. "
                + "Answers 429 with Retry-After where transactions come faster than they are worked.")
            .TakesBody<TransactionDocument>(RequestBody.TransactionsLimit, Json, Ndjson)
            .Produces<IngestAnswer>()
            .ProducesProblem(StatusCodes.Status408RequestTimeout)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<IngestAnswer>, ProblemHttpResult>> PostAsync(
        HttpContext context, IRiskService service, IngestGate gate, LiveTransactions live, TimeProvider time, ILoggerFactory loggers, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (MediaTypeOf(request) is not { } mediaType)
            return Problem.MediaType("Content-Type", $"must be {Json} or {Ndjson}", $"The body must be {Json} (one transaction, or an array) or {Ndjson} (one per line), in UTF-8, not {RequestBody.Shown(request.ContentType)}.");
        if (!ContentCoding.TryFind(request, out var coding, out var refusal))
            return refusal;
        var full = service.IsBusy(out var retryAfter);
        using var room = full ? null : IngestRoom.TryTake(gate, mediaType == Ndjson ? IngestGate.StreamBytes : IngestGate.LeastBytes, coding?.HeldBytes ?? 0);
        if (room is null)
            return TurnAway(context, loggers, full ? retryAfter : RetryFull);
        // What was handed over is settled even while the program stops; only the reading ends at once.
        var session = new IngestSession(service, live, time, cancellationToken);
        context.Features.Set(session);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            if (mediaType == Ndjson)
                LiftLimits(context);
            await using var body = new DecodedBody(request, coding, mediaType == Ndjson ? long.MaxValue : RequestBody.LongestBytes);
            if (mediaType == Ndjson)
            {
                using var lines = new NdjsonBody(session, room, time);
                await lines.ReadAsync(body.Reader, reading.Token);
            }
            else if (await JsonBody.ReadAsync(body.Reader, session, room, time, reading.Token) is { } problem)
            {
                return problem;
            }

            await session.CompleteAsync();
            return TypedResults.Ok(session.Tally.ToAnswer());
        }
        catch (IngestRoomException)
        {
            return TurnAway(context, loggers, RetryFull);
        }
        catch (OperationCanceledException e) when (lifetime.ApplicationStopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ServiceUnavailableException("The gateway stops.", e);
        }
        finally
        {
            await session.AbandonAsync();
        }
    }

    /// <summary>A stream is as long and as slow as its source.</summary>
    private static void LiftLimits(HttpContext context)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        context.Features.Get<IHttpMinRequestBodyDataRateFeature>()!.MinDataRate = null;
    }

    private static string? MediaTypeOf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
            return null;
        if (type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase))
            return Json;
        return type.MediaType.Equals(Ndjson, StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("application/ndjson", StringComparison.OrdinalIgnoreCase)
            ? Ndjson
            : null;
    }

    private static ProblemHttpResult TurnAway(HttpContext context, ILoggerFactory loggers, TimeSpan retryAfter)
    {
        RequestProblems.SetRetryAfter(context.Response, retryAfter);
        loggers.CreateLogger(typeof(TransactionEndpoints)).TurnedAway(retryAfter.TotalMilliseconds);
        return Problem.Of(StatusCodes.Status429TooManyRequests, "Transactions come faster than they are worked; nothing of this request was taken. Send it again after Retry-After.");
    }
}
