namespace PreDelinquency.Gateway.Dashboard;

/// <summary>What a gateway that was built without the dashboard says in its place.</summary>
internal static class MissingDashboard
{
    private const string Html = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>PreDelinquency: no dashboard</title>
          <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.6 system-ui, sans-serif; max-width: 44rem; margin: 4rem auto; padding: 0 1rem; }
            pre { border: 1px solid #8884; border-radius: .5rem; padding: .8rem 1rem; overflow-x: auto; }
          </style>
        </head>
        <body>
          <h1>The dashboard is not part of this build</h1>
          <p>Its pages are built with Node.js, which was missing, or its packages could not be fetched, when this gateway was built.
            Install Node.js 18.18 or newer with npm (on Debian and Ubuntu as below, elsewhere from nodejs.org), and build again:</p>
          <pre>sudo apt-get install nodejs npm
        dotnet build -c Release src/Gateway</pre>
          <p>Everything else works without it: <a href="/">live figures</a>, <a href="/docs">every request</a>.</p>
        </body>
        </html>
        """;

    public static Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/html; charset=utf-8";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(Html, context.RequestAborted);
    }
}
