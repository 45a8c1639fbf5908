using PreDelinquency.Domain.Transactions;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.People;
using PreDelinquency.Outreach.People;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary><c>GET /me</c>.</summary>
internal static class PersonEndpoints
{
    public static void MapPerson(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/me", (HttpRequest request, ServedPeople people) =>
            {
                var person = ActingPerson.Of(request);
                request.HttpContext.Response.Headers.CacheControl = "no-store";
                return TypedResults.Ok(new PersonDocument { PeopleKnown = people.Current is not null, Name = person?.Name, Roles = [.. (person?.Roles ?? []).Select(WireNames<PersonRole>.Of)] });
            })
            .WithTags(ServiceEndpoints.Tag)
            .WithSummary("Who makes this request, and what they may do")
            .WithDescription("By the header Authorization: Bearer TOKEN. 401 where the token is nobody's.")
            .Produces<PersonDocument>()
            .ProducesProblem(StatusCodes.Status401Unauthorized);
}
