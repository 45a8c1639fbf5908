using System.Net;
using System.Text;

namespace PreDelinquency.Gateway.Tests.Ingest;

/// <summary>A stream that sends one line at once and ends much later.</summary>
internal sealed class TrickleContent : HttpContent
{
    private readonly string _line;
    private readonly Task _until;

    public TrickleContent(string line, Task until)
    {
        (_line, _until) = (line, until);
        Headers.ContentType = new("application/x-ndjson");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(_line));
        await stream.FlushAsync();
        await _until;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
