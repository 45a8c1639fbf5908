using System.Net.Mime;

namespace PreDelinquency.Gateway.Problems;

/// <summary>
/// Writes a problem whatever the request accepts: to say what is wrong in a type that was not asked for helps more than to
/// say nothing (RFC 9110, 12.5.1 leaves that free). The framework's own writer refuses.
/// </summary>
internal sealed class EveryProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        // The result fills in title and type by the status.
        var problem = TypedResults.Problem(context.ProblemDetails).ProblemDetails;
        var response = context.HttpContext.Response;
        problem.Status ??= response.StatusCode;
        RequestProblems.Complete(context);
        return new ValueTask(response.WriteAsJsonAsync(problem, options: null, MediaTypeNames.Application.ProblemJson, context.HttpContext.RequestAborted));
    }
}
