using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Gateway.Contracts;

namespace PreDelinquency.Gateway.Problems;

/// <summary>Refusals as RFC 9457 problem details. Each names what is wrong and what would be right.</summary>
internal static class Problem
{
    /// <summary>A field that breaks a rule: 400.</summary>
    public static ProblemHttpResult Field(string field, string rule) => Field(new ProblemField(field, rule));

    /// <summary>A field that breaks a rule: 400.</summary>
    public static ProblemHttpResult Field(ProblemField problem) => Field(StatusCodes.Status400BadRequest, $"{problem.Field} {problem.Rule}", problem);

    /// <summary>A request that cannot be done for what one of its fields says.</summary>
    public static ProblemHttpResult Field(int status, string detail, ProblemField problem) => Of(status, detail, new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["errors"] = (IReadOnlyList<ProblemField>)[problem],
    });

    /// <summary>A body or a request that cannot be read: 400.</summary>
    public static ProblemHttpResult BadRequest(string detail) => Of(StatusCodes.Status400BadRequest, detail);

    public static ProblemHttpResult UnknownCustomer(string customerId) =>
        Field(StatusCodes.Status404NotFound, $"There is no customer {customerId}.", new ProblemField("customer_id", "is not known"));

    public static ProblemHttpResult UnknownContact(string contactId) =>
        Field(StatusCodes.Status404NotFound, $"There is no contact {contactId}: it was never proposed, lapsed, or is not decided yet.", new ProblemField("intervention_id", "is not known"));

    /// <summary>A body in a form that is not taken: 415.</summary>
    /// <param name="header">The header that says the form.</param>
    /// <param name="rule">What it must be.</param>
    /// <param name="detail">Both, and what it was, in a sentence.</param>
    public static ProblemHttpResult MediaType(string header, string rule, string detail) =>
        Field(StatusCodes.Status415UnsupportedMediaType, detail, new ProblemField(header, rule));

    public static ProblemHttpResult Of(int status, string detail, IDictionary<string, object?>? extensions = null) =>
        // The framework knows no type of this one (RFC 6585).
        TypedResults.Problem(detail, type: status == StatusCodes.Status429TooManyRequests ? "https://tools.ietf.org/html/rfc6585#section-4" : null, statusCode: status, extensions: extensions);
}
