using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Gateway.Problems;

namespace PreDelinquency.Gateway.Bodies;

/// <summary>A way in which a body may be compressed: its <c>Content-Encoding</c> (RFC 9110, 8.4.1).</summary>
/// <param name="Name">As the header has it.</param>
/// <param name="HeldBytes">What its decoder holds of what came before, at most.</param>
/// <param name="HasMembers">Whether further ones may follow its end, which its decoder reads as well, until nothing more comes (RFC 1952, 2.2).</param>
/// <param name="Decode">Decompresses a stream.</param>
internal sealed record ContentCoding(string Name, long HeldBytes, bool HasMembers, Func<Stream, Stream> Decode)
{
    /// <summary>What is accepted, as a header lists it.</summary>
    public const string Accepted = "gzip, br, deflate";

    private const string AsItIs = "identity";
    private const long SmallWindow = 64 * 1024;

    // The largest window of the format; the sender chooses it.
    private const long LargeWindow = 16 * 1024 * 1024;

    private static readonly Dictionary<string, ContentCoding> Codings = Named(
        new("gzip", SmallWindow, true, stream => new GZipStream(stream, CompressionMode.Decompress)),
        new("br", LargeWindow, false, stream => new BrotliStream(stream, CompressionMode.Decompress)),
        new("deflate", SmallWindow, false, stream => new ZLibStream(stream, CompressionMode.Decompress)));

    /// <summary>Finds how the body of a request is compressed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="coding">Null where the body comes as it is.</param>
    /// <param name="problem">Where it is compressed in another way: 415, with what is accepted.</param>
    public static bool TryFind(HttpRequest request, out ContentCoding? coding, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        (coding, problem) = (null, null);
        var names = request.Headers.GetCommaSeparatedValues("Content-Encoding");
        if (Array.FindAll(names, name => !name.Equals(AsItIs, StringComparison.OrdinalIgnoreCase)) is not [var first, .. var more])
            return true;
        if (more is [] && Codings.TryGetValue(first, out coding))
            return true;
        request.HttpContext.Response.Headers.AcceptEncoding = Accepted;
        problem = Problem.MediaType("Content-Encoding", $"must be one of {Accepted}, or none", $"The Content-Encoding of the body must be one of {Accepted}, or none, not {string.Join(", ", names)}.");
        return false;
    }

    /// <summary>Refuses what begins as gzip does (RFC 1952, 2.3.1) and did not say so: no text begins like that.</summary>
    /// <exception cref="BadHttpRequestException">It does.</exception>
    public static void RequireNotGzip(ReadOnlySpan<byte> begin)
    {
        if (begin is [0x1f, 0x8b, ..])
            throw new BadHttpRequestException("The body is compressed with gzip and does not say so: send it with Content-Encoding: gzip. Nothing of it was taken.", StatusCodes.Status415UnsupportedMediaType);
    }

    private static Dictionary<string, ContentCoding> Named(params ContentCoding[] codings)
    {
        var named = codings.ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);
        named.Add("x-gzip", named["gzip"]);
        return named;
    }
}
