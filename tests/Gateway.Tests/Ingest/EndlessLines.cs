using System.Net;
using System.Text;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Ingest;

/// <summary>A body of many lines that notices when nobody takes any more of it.</summary>
internal sealed class EndlessLines : HttpContent
{
    private static readonly TimeSpan Still = TimeSpan.FromMilliseconds(300);

    private readonly TaskCompletionSource _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Timer _quiet;
    private readonly int _lines;
    private int _next;

    public EndlessLines(int lines)
    {
        (_lines, _quiet) = (lines, new Timer(static state => ((TaskCompletionSource)state!).TrySetResult(), _halted, Timeout.Infinite, Timeout.Infinite));
        Headers.ContentType = new("application/x-ndjson");
    }

    /// <summary>Completes when no more was taken for a while, or all was.</summary>
    public Task Halted => _halted.Task;

    public int LinesRead => Volatile.Read(ref _next);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        while (_next < _lines)
        {
            _quiet.Change(Still, Timeout.InfiniteTimeSpan);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Sample.Json($"t{_next++}") + "\n"));
        }

        _halted.TrySetResult();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        _quiet.Dispose();
        base.Dispose(disposing);
    }
}
