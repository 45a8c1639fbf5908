using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Problems;

namespace PreDelinquency.Gateway.Bodies;

/// <summary>JSON bodies of requests, read so that whatever is wrong with them is named.</summary>
internal static class RequestBody
{
    /// <summary>Most bytes of a body of transactions that is held in memory: 10 MiB.</summary>
    public const long LongestBytes = 10 * 1024 * 1024;

    /// <summary>Most bytes of any other document: 256 KiB; a thousand of the longest customer ids fit three times.</summary>
    public const long LongestDocumentBytes = 256 * 1024;

    /// <summary>The limit of a document of transactions.</summary>
    public static readonly BodyLimit TransactionsLimit = new(LongestBytes, "send them as application/x-ndjson, one per line, which may be of any length");

    /// <summary>The limit of any other document.</summary>
    public static readonly BodyLimit DocumentLimit = new(LongestDocumentBytes, "what the API page lists fits several times; send less at once, in several requests where need be");

    /// <summary>How fast bodies arrive at least, but for streams: 16 KiB/s after the first 10 s.</summary>
    public static readonly Microsoft.AspNetCore.Server.Kestrel.Core.MinDataRate LeastRate = new(16 * 1024, TimeSpan.FromSeconds(10));

    /// <summary>Reads the body as one JSON document.</summary>
    /// <returns>The document, or the problem.</returns>
    /// <exception cref="BadHttpRequestException">The body is too long or broke off, or is not what its Content-Encoding says.</exception>
    public static async ValueTask<(T? Document, ProblemHttpResult? Problem)> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.HasJsonContentType())
            return (null, NotJson(request));
        if (!ContentCoding.TryFind(request, out var coding, out var refusal))
            return (null, refusal);
        request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = LongestDocumentBytes;
        await using var body = new DecodedBody(request, coding, LongestDocumentBytes);
        try
        {
            return Answer(await JsonSerializer.DeserializeAsync(body.Reader.AsStream(leaveOpen: true), type, cancellationToken));
        }
        catch (JsonException e)
        {
            return (null, ProblemOf(e));
        }
    }

    /// <summary>Reads the body as it was sent, for whoever checks a signature of it; compressed ones are refused.</summary>
    /// <returns>The bytes, or the problem.</returns>
    /// <exception cref="BadHttpRequestException">The body is too long or broke off.</exception>
    public static async ValueTask<(byte[]? Body, ProblemHttpResult? Problem)> ReadSignedAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
            return (null, NotJson(request));
        if (request.Headers.ContentEncoding.Count > 0)
            return (null, Problem.MediaType("Content-Encoding", "must be left out", "A signed body must come as it is: leave the Content-Encoding out."));
        request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = LongestDocumentBytes;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return (body.ToArray(), null);
    }

    /// <summary>Reads a body that is in memory as one JSON document.</summary>
    /// <returns>The document, or the problem.</returns>
    public static (T? Document, ProblemHttpResult? Problem) Read<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return Answer(JsonSerializer.Deserialize(body, type));
        }
        catch (JsonException e)
        {
            return (null, ProblemOf(e));
        }
    }

    /// <summary>Reads one item of a list whose items are taken or refused one by one.</summary>
    /// <returns>The item, null where it is null, or the problem.</returns>
    public static (T? Item, ProblemField? Problem) ReadItem<T>(JsonElement item, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return (item.Deserialize(type), null);
        }
        catch (JsonException e)
        {
            var field = FieldOf(e);
            return (null, new ProblemField(field == "body" ? "item" : field, RuleOf(e, "")));
        }
    }

    /// <summary>A media type as a message shows it.</summary>
    public static string Shown(string? contentType) => string.IsNullOrEmpty(contentType) ? "without a Content-Type" : contentType;

    private static (T? Document, ProblemHttpResult? Problem) Answer<T>(T? document)
        where T : class => document is null ? (null, Problem.BadRequest("The body must be a JSON object, not null.")) : (document, null);

    private static ProblemHttpResult NotJson(HttpRequest request) =>
        Problem.MediaType("Content-Type", "must be application/json", $"The body must be application/json, not {Shown(request.ContentType)}.");

    private static ProblemHttpResult ProblemOf(JsonException e) =>
        Problem.Field(FieldOf(e), RuleOf(e, $" (line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1})"));

    private static string FieldOf(JsonException e)
    {
        var path = e.Path is null or "$" ? "" : e.Path.StartsWith("$.", StringComparison.Ordinal) ? e.Path[2..] : e.Path;
        if (!IsMissing(e, out var field))
            return path.Length == 0 ? "body" : path;
        return path.Length == 0 ? field : $"{path}.{field}";
    }

    /// <summary>The reader tells only by its message, which also names types of this program, that a field is not there.</summary>
    private static bool IsMissing(JsonException e, out string field)
    {
        const string Missing = "missing required properties including: '";
        field = "";
        var from = e.Message.IndexOf(Missing, StringComparison.Ordinal);
        if (from < 0)
            return false;
        from += Missing.Length;
        field = e.Message[from..e.Message.IndexOf('\'', from)];
        return true;
    }

    private static string RuleOf(JsonException e, string at)
    {
        if (IsMissing(e, out _))
            return "is required";
        if (e.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
            return $"is not a field of this request{at}";
        return e.Message.Contains("could not be converted", StringComparison.Ordinal)
            ? $"does not have the right type{at}"
            : $"is not valid JSON{at}: {FirstSentence(e.Message)}";
    }

    private static string FirstSentence(string message)
    {
        var end = message.AsSpan().IndexOf(". ");
        return (end < 0 ? message : message[..end]).TrimEnd('.') + ".";
    }
}
