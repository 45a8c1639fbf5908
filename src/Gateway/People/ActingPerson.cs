using PreDelinquency.Gateway.Problems;
using PreDelinquency.Outreach.People;

namespace PreDelinquency.Gateway.People;

/// <summary>Who makes a request.</summary>
internal static class ActingPerson
{
    private const int LongestName = 100;

    /// <summary>Whom the token of a request belongs to; null where nobody is known, and who acts is on trust.</summary>
    public static Person? Of(HttpRequest request) => request.HttpContext.Features.Get<Person>();

    /// <summary>The name under which a request is recorded: that of whoever its token belongs to, else the one that it says.</summary>
    /// <param name="request">Whose.</param>
    /// <param name="query">Takes a broken rule.</param>
    /// <param name="by">What the request says; may be left out where people are known.</param>
    /// <exception cref="OtherPersonException">It says somebody else.</exception>
    public static string Name(HttpRequest request, ref Query query, string? by)
    {
        if (Of(request) is not { Name: var name })
            return query.Text("by", by, LongestName);
        return by is null || by == name ? name : throw new OtherPersonException($"The token is that of {name}, and the request says by {by}: it must say {name}, or leave by out.");
    }
}
