using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace PreDelinquency.Gateway.Observing;

/// <summary>
/// Gives the span that the framework begins for a request its name and attributes by OpenTelemetry's conventions for HTTP servers.
/// The path is left out, since it may name a customer: the route says which operation it was.
/// </summary>
/// <seealso href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/"/>
internal static class RequestSpans
{
    /// <summary>The framework's source.</summary>
    public const string SourceName = "Microsoft.AspNetCore";

    /// <summary>To be used behind the routing, before anything that answers.</summary>
    public static void UseRequestSpans(this IApplicationBuilder app) => app.Use(InvokeAsync);

    private static Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span ? TraceAsync(span, context, next) : next(context);

    private static async Task TraceAsync(Activity span, HttpContext context, RequestDelegate next)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<UntracedMetadata>() is not null)
        {
            span.IsAllDataRequested = false;
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            await next(context);
            return;
        }

        var (method, route) = (KnownMethod(context.Request.Method), (endpoint as RouteEndpoint)?.RoutePattern.RawText);
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method);
        span.SetTag("http.route", route);
        span.SetTag("url.scheme", context.Request.Scheme);
        span.SetTag("url.path", null);
        span.SetTag("url.query", null);
        await next(context);
        var status = context.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (status < StatusCodes.Status500InternalServerError)
            return;
        span.SetTag("error.type", status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        span.SetStatus(ActivityStatusCode.Error);
    }

    private static string KnownMethod(string method) => HttpMethods.GetCanonicalizedValue(method) is var known && IsStandard(known) ? known : "_OTHER";

    private static bool IsStandard(string method) =>
        ReferenceEquals(method, HttpMethods.Get) || ReferenceEquals(method, HttpMethods.Post) || ReferenceEquals(method, HttpMethods.Put) || ReferenceEquals(method, HttpMethods.Head)
        || ReferenceEquals(method, HttpMethods.Delete) || ReferenceEquals(method, HttpMethods.Options) || ReferenceEquals(method, HttpMethods.Patch)
        || ReferenceEquals(method, HttpMethods.Connect) || ReferenceEquals(method, HttpMethods.Trace);
}
