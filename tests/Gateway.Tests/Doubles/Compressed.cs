using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace PreDelinquency.Gateway.Tests.Doubles;

/// <summary>Bodies as compressing clients send them.</summary>
internal static class Compressed
{
    public static byte[] Bytes(string coding, string text) => Bytes(coding, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    public static byte[] Bytes(string coding, Action<Stream> write)
    {
        using var packed = new MemoryStream();
        using (Stream encoder = coding switch
        {
            "gzip" or "x-gzip" => new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            _ => throw new ArgumentOutOfRangeException(nameof(coding)),
        })
            write(encoder);
        return packed.ToArray();
    }

    public static HttpRequestMessage Request(string path, byte[] body, string coding, string mediaType)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        return request;
    }
}
