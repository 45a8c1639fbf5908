using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Ingest;

namespace PreDelinquency.Gateway.Problems;

/// <summary>Turns what escapes an endpoint into problem details; what is nobody's fault but ours says nothing of its inside.</summary>
internal sealed class RequestProblems(IProblemDetailsService problems, ILogger<RequestProblems> logger) : IExceptionHandler
{
    /// <summary>All that is told of a fault of ours.</summary>
    public const string FailedInside = "The request failed inside the service; its log says why.";

    /// <summary>How long a client waits before it tries again where the store does not take commits.</summary>
    public static readonly TimeSpan RetryUnavailable = TimeSpan.FromSeconds(5);

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (context.RequestAborted.IsCancellationRequested)
            return true;
        // The context itself has none any more while it is handled.
        var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        var (status, detail) = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } when endpoint?.Metadata.GetMetadata<BodyMetadata>() is { } body =>
                (StatusCodes.Status413PayloadTooLarge, body.Limit.Refusal(context.Request.Path)),
            BadHttpRequestException bad => (bad.StatusCode, bad.Message),
            StoreException { IsPermanent: true } store => (StatusCodes.Status503ServiceUnavailable, $"The store refuses it for good: {store.Message}"),
            StoreException store => (StatusCodes.Status503ServiceUnavailable, $"The store does not work now: {store.Message}"),
            ServiceUnavailableException unavailable => (StatusCodes.Status503ServiceUnavailable, unavailable.Message),
            _ => (StatusCodes.Status500InternalServerError, FailedInside),
        };
        if (status == StatusCodes.Status500InternalServerError)
            logger.RequestFailed(context.Request.Method, endpoint?.DisplayName ?? "no endpoint", exception);
        var isPermanent = exception is ServiceUnavailableException { IsPermanent: true } or StoreException { IsPermanent: true };
        if (status == StatusCodes.Status503ServiceUnavailable && !isPermanent)
            SetRetryAfter(context.Response, RetryUnavailable);
        context.Response.StatusCode = status;
        var problem = new ProblemDetails { Status = status, Detail = detail };
        if (isPermanent)
            problem.Extensions["permanent"] = true;
        if (context.Features.Get<IngestSession>() is { } session)
            AddSettled(problem, session);
        await problems.WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
        return true;
    }

    /// <summary>Whole seconds, at least one, as the header wants them.</summary>
    public static void SetRetryAfter(HttpResponse response, TimeSpan retryAfter) =>
        response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Completes every problem document: what happened where, and words for answers that have no body of their own.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var (problem, request) = (context.ProblemDetails, context.HttpContext.Request);
        problem.Instance ??= request.Path;
        problem.Detail ??= problem.Status switch
        {
            StatusCodes.Status404NotFound => $"There is nothing at {request.Path}; {Links.Documentation} lists what there is.",
            StatusCodes.Status405MethodNotAllowed => $"{request.Path} does not answer {request.Method}; it answers {context.HttpContext.Response.Headers.Allow}.",
            _ => null,
        };
        if (Activity.Current?.Id is null)
            problem.Extensions.Remove("traceId");
    }

    /// <summary>A body that ended early was taken up to a line: from there the client goes on.</summary>
    private static void AddSettled(ProblemDetails problem, IngestSession session)
    {
        // Of a document that is too long there is no part to send again.
        if (problem.Status != StatusCodes.Status413PayloadTooLarge)
            problem.Detail += $" Send again what comes after line {session.SettledLine}{(session.SettledAhead > 0 ? $": {session.SettledAhead} of it were dealt with already, which changes nothing when they come again" : null)}.";
        problem.Extensions["settled_line"] = session.SettledLine;
        problem.Extensions["accepted"] = session.Tally.Accepted;
        problem.Extensions["duplicates"] = session.Tally.Duplicates;
        problem.Extensions["rejected_count"] = session.Tally.RejectedCount;
    }
}
