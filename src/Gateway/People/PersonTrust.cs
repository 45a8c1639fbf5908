using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Gateway.Problems;
using PreDelinquency.Outreach.People;

namespace PreDelinquency.Gateway.People;

/// <summary>
/// Where people are known, lets only those change anything whose token (RFC 6750) and role allow it, and nobody act in another's name.
/// Where nobody is, all of that is on trust. To be used behind the routing.
/// </summary>
internal sealed class PersonTrust(ServedPeople people)
{
    private const string Scheme = "Bearer";

    /// <summary>Refuses with 401 who is not known, and with 403 who has not the role or is not whom the request says.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var role = context.GetEndpoint()?.Metadata.GetMetadata<RoleMetadata>()?.Role;
        if (people.Current is { } known && Refusal(context, known, role) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (OtherPersonException e)
        {
            await Problem.Of(StatusCodes.Status403Forbidden, e.Message).ExecuteAsync(context);
        }
    }

    private static ProblemHttpResult? Refusal(HttpContext context, PeopleList known, PersonRole? role)
    {
        var token = TokenOf(context.Request);
        if (token is null)
            return role is null ? null : Unknown(context, Scheme, $"{What(context)} takes somebody with the role {WireNames<PersonRole>.Of(role.Value)}: send the header Authorization: {Scheme} TOKEN.");
        if (known.Find(token) is not { } person)
            return Unknown(context, $"{Scheme} error=\"invalid_token\"", "The token is nobody's.");
        context.Features.Set(person);
        return role is null || person.Roles.Contains(role.Value)
            ? null
            : Problem.Of(StatusCodes.Status403Forbidden, $"{What(context)} takes somebody with the role {WireNames<PersonRole>.Of(role.Value)}; {person.Name} has {string.Join(", ", person.Roles.Select(WireNames<PersonRole>.Of))}.");
    }

    /// <summary>Null where a request bears none; an empty one where it proves something in another way.</summary>
    private static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        if (header.Count == 0)
            return null;
        return header.Count == 1 && AuthenticationHeaderValue.TryParse(header[0], out var value) && value.Scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase) ? value.Parameter ?? "" : "";
    }

    private static string What(HttpContext context) => $"{context.Request.Method} {context.Request.Path}";

    private static ProblemHttpResult Unknown(HttpContext context, string challenge, string detail)
    {
        context.Response.Headers.WWWAuthenticate = challenge;
        return Problem.Of(StatusCodes.Status401Unauthorized, detail);
    }
}
