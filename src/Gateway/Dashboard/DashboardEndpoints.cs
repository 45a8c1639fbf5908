using PreDelinquency.Gateway.Observing;

namespace PreDelinquency.Gateway.Dashboard;

/// <summary>Serves the dashboard below <c>/dashboard</c>.</summary>
internal static class DashboardEndpoints
{
    /// <summary>Only what this gateway serves runs in its pages, and no other page frames them. Charts set styles of their own.</summary>
    private const string ContentPolicy =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        var files = new DashboardFiles(typeof(DashboardFiles).Assembly);
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods($"{Links.Dashboard}/{{**path}}", methods, context => ServeAsync(context, files))
            .WithMetadata(new UntracedMetadata())
            .ExcludeFromDescription();
    }

    private static Task ServeAsync(HttpContext context, DashboardFiles files)
    {
        context.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (files.Index is not { } index)
            return MissingDashboard.WriteAsync(context);
        var path = (string?)context.Request.RouteValues["path"] ?? "";
        if (files.Find(path) is { } file)
            return file.WriteAsync(context);

        // The pages have addresses of their own, which the browser tells apart; a file that is gone is none of them.
        if (!Path.HasExtension(path) || path.StartsWith("customers/", StringComparison.Ordinal))
            return index.WriteAsync(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        // It may come with the next version.
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
