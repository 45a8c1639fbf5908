using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Gateway.Problems;

namespace PreDelinquency.Gateway.Hosting;

/// <summary>
/// There is no access control: on loopback the browser is the way in for others. Pages of other sites must not reach the
/// service through it, neither by a WebSocket, which no browser restricts, nor by a name that they let point here.
/// </summary>
internal static class LocalOrigins
{
    /// <summary>Host names under which a gateway on loopback is reached: the usual ones, and those that it listens on.</summary>
    public static IList<string> HostsOf(IEnumerable<string> urls) =>
        [.. urls.Select(url => BindingAddress.Parse(url).Host).Union(["localhost", "127.0.0.1", "[::1]"], StringComparer.OrdinalIgnoreCase)];

    /// <summary>Whether an origin is a page of this machine.</summary>
    public static bool IsLocal(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && (uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address)));

    /// <summary>Refuses requests from pages of other sites: 403.</summary>
    public static IApplicationBuilder UseLocalOrigins(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        string? origin = context.Request.Headers.Origin;
        if (origin is null || IsLocal(origin) || IsOwn(context.Request, origin))
        {
            await next(context);
            return;
        }

        ProblemHttpResult refusal = Problem.Of(StatusCodes.Status403Forbidden, $"Pages of {origin} may not use this service: it has no access control and answers only pages of this machine.");
        await refusal.ExecuteAsync(context);
    });

    private static bool IsOwn(HttpRequest request, string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
