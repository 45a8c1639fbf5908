using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Gateway.Problems;

namespace PreDelinquency.Gateway.Hosting;

/// <summary>
/// Whoever can connect may read, and where nobody is known do everything; so could any page in a browser that can. Pages of
/// other sites must not reach the service through it, neither by a WebSocket, which no browser restricts, nor by a name that
/// they let point here. This holds wherever the gateway listens. but not of what is signed (<see cref="SignedMetadata"/>). To be used behind
/// the routing.
/// </summary>
internal sealed class BrowserTrust(GatewayOptions options)
{
    private readonly HashSet<string> _names = new(options.Urls.Select(url => BindingAddress.Parse(url).Host).Concat(options.AllowedHosts), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an origin is a page that this machine serves.</summary>
    public static bool IsLocal(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && IsLoopback(uri.Host);

    /// <summary>Refuses requests under foreign names with 400, and those of pages of other sites with 403.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<SignedMetadata>() is null && Refusal(context.Request) is { } refusal)
            await refusal.ExecuteAsync(context);
        else
            await next(context);
    }

    private ProblemHttpResult? Refusal(HttpRequest request)
    {
        // No browser leaves the name out.
        if (request.Host.HasValue && !IsAllowed(request.Host.Host))
            return Problem.Of(StatusCodes.Status400BadRequest, $"This service does not answer as {request.Host.Host}; its option --allowed-hosts names under which hosts it does.");
        string? origin = request.Headers.Origin;
        return origin is null || IsOwn(request, origin) || (IsLocal(origin) && IsLoopback(request.Host.Host))
            ? null
            : Problem.Of(StatusCodes.Status403Forbidden, $"Pages of {origin} may not use this service: it answers only its own pages and, asked as localhost, those of this machine.");
    }

    /// <summary>An address is no name that somebody could let point here.</summary>
    private bool IsAllowed(string host) =>
        IsLoopback(host) || _names.Contains(host) || (options.AllowRemote && IPAddress.TryParse(host, out _));

    private static bool IsOwn(HttpRequest request, string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
