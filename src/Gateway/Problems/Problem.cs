using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Gateway.Contracts;

namespace PreDelinquency.Gateway.Problems;

/// <summary>Refusals as RFC 9457 problem details. Each names what is wrong and what would be right.</summary>
internal static class Problem
{
    /// <summary>A field that breaks a rule: 400.</summary>
    public static ProblemHttpResult Field(string field, string rule) => Field(new ProblemField(field, rule));

    /// <summary>A field that breaks a rule: 400.</summary>
    public static ProblemHttpResult Field(ProblemField problem) =>
        Of(StatusCodes.Status400BadRequest, $"{problem.Field} {problem.Rule}", new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["errors"] = (IReadOnlyList<ProblemField>)[problem],
        });

    /// <summary>A body or a request that cannot be read: 400.</summary>
    public static ProblemHttpResult BadRequest(string detail) => Of(StatusCodes.Status400BadRequest, detail);

    public static ProblemHttpResult UnknownCustomer(string customerId) =>
        Of(StatusCodes.Status404NotFound, $"There is no customer {customerId}.");

    public static ProblemHttpResult MediaType(string detail) => Of(StatusCodes.Status415UnsupportedMediaType, detail);

    public static ProblemHttpResult Of(int status, string detail, IDictionary<string, object?>? extensions = null) =>
        // The framework knows no type of this one (RFC 6585).
        TypedResults.Problem(detail, type: status == StatusCodes.Status429TooManyRequests ? "https://tools.ietf.org/html/rfc6585#section-4" : null, statusCode: status, extensions: extensions);
}
