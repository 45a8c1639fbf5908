using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.People;
using PreDelinquency.Gateway.Problems;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary>What all operations about contacts share.</summary>
internal static class OutreachConventions
{
    public const int LongestName = 100;
    public const int LongestReason = 500;
    public const int LongestStatement = 4000;

    /// <summary>A group whose refusals are answered with 409 and the reason.</summary>
    public static RouteGroupBuilder MapOutreachGroup(this IEndpointRouteBuilder routes, string prefix, string tag) =>
        routes.MapGroup(prefix).WithTags(tag).AddEndpointFilter(AnswerRefusalsAsync).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>The answers that every operation with a body may give.</summary>
    public static RouteHandlerBuilder MayRefuse(this RouteHandlerBuilder operation) => operation
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    /// <summary>Reads who acts, of a body that says nothing else.</summary>
    /// <returns>The name, or what is wrong with the body.</returns>
    public static async ValueTask<(string By, ProblemHttpResult? Problem)> ReadPersonAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.PersonRequest, cancellationToken);
        if (body is null)
            return ("", problem);
        var query = default(Query);
        var by = ActingPerson.Name(request, ref query, body.By);
        return (by, query.Problem is { } wrong ? Problem.Field(wrong) : null);
    }

    /// <summary>Why something was not delivered: said of that, and of nothing else.</summary>
    public static UndeliveredReason Reason(ref Query query, ContactOutcome outcome, string? text)
    {
        if (outcome == ContactOutcome.Undelivered)
            return query.Word<UndeliveredReason>("reason", text);
        query.Absent("reason", text, "must be left out where the outcome is not undelivered");
        return default;
    }

    private static async ValueTask<object?> AnswerRefusalsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ContactRefusedException e)
        {
            return Problem.Of(StatusCodes.Status409Conflict, e.Message);
        }
        catch (LedgerConflictException)
        {
            return Problem.Of(StatusCodes.Status409Conflict, "Others change the same customer all the time; try again.");
        }
    }
}
