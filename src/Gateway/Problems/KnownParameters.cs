using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using PreDelinquency.Gateway.Contracts;

namespace PreDelinquency.Gateway.Problems;

/// <summary>Refuses parameters that an operation does not have: a slip in a name would otherwise be taken for the default.</summary>
internal static class KnownParameters
{
    /// <summary>Adds it to every operation of a group. What an operation takes is what its handler declares, as in the OpenAPI document.</summary>
    public static RouteGroupBuilder RefuseUnknownParameters(this RouteGroupBuilder group) =>
        group.ProducesProblem(StatusCodes.Status400BadRequest).AddEndpointFilterFactory((context, next) =>
        {
            var declared = context.MethodInfo.GetParameters().Where(p => p.ParameterType == typeof(string)).Select(NameOf).ToArray();
            return invocation => Violation(invocation.HttpContext.Request, declared) is { } violation
                ? ValueTask.FromResult<object?>(Problem.Field(violation))
                : next(invocation);
        });

    private static string NameOf(ParameterInfo parameter) =>
        parameter.GetCustomAttributes().OfType<IFromQueryMetadata>().FirstOrDefault()?.Name ?? parameter.Name!;

    private static ProblemField? Violation(HttpRequest request, string[] declared)
    {
        foreach (var name in request.Query.Keys)
        {
            var accepted = declared.Where(d => !request.RouteValues.ContainsKey(d)).ToArray();
            if (!accepted.Contains(name, StringComparer.OrdinalIgnoreCase))
                return new ProblemField(name, $"is not a parameter of {request.Method} {request.Path}; it takes {(accepted is [] ? "none" : string.Join(", ", accepted))}");
        }

        return null;
    }
}
