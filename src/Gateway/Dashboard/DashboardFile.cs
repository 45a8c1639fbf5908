using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace PreDelinquency.Gateway.Dashboard;

/// <summary>One file of the dashboard, as it is and as the build compressed it.</summary>
/// <param name="contentType">Of the content.</param>
/// <param name="isNamedByContent">Whether another content has another name, so that it never changes under this one.</param>
/// <param name="codings">Content by content coding, best first; identity is among them.</param>
internal sealed class DashboardFile(string contentType, bool isNamedByContent, IReadOnlyList<(string Coding, byte[] Content)> codings)
{
    /// <summary>The content coding that changes nothing.</summary>
    public const string Identity = "identity";

    private readonly string _hash = Convert.ToHexStringLower(SHA256.HashData(codings.First(c => c.Coding == Identity).Content))[..16];

    /// <summary>Of the content, as it is sent in each coding.</summary>
    public EntityTagHeaderValue TagOf(string coding) => new($"\"{_hash}{(coding == Identity ? "" : $"-{coding}")}\"");

    /// <summary>Answers with the best coding that the client takes, or that it has the content already.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        var (coding, content) = Choose(context.Request);
        var tag = TagOf(coding);
        var headers = context.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = isNamedByContent
            ? new CacheControlHeaderValue { Public = true, MaxAge = TimeSpan.FromDays(365), Extensions = { new NameValueHeaderValue("immutable") } }
            : new CacheControlHeaderValue { NoCache = true };
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (coding != Identity)
            context.Response.Headers.ContentEncoding = coding;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private (string Coding, byte[] Content) Choose(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        return codings.FirstOrDefault(c => c.Coding != Identity && Takes(accepted, c.Coding), codings[^1]);
    }

    // What is named counts, before what stands for all others.
    private static bool Takes(IList<StringWithQualityHeaderValue> accepted, string coding) =>
        (accepted.FirstOrDefault(a => a.Value.Equals(coding, StringComparison.OrdinalIgnoreCase)) ?? accepted.FirstOrDefault(a => a.Value == "*")) is { } found && found.Quality is not 0;
}
