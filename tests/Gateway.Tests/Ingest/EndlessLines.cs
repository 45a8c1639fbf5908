using System.Text;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Ingest;

/// <summary>A body of many lines that notices when nobody takes any more of it.</summary>
internal sealed class EndlessLines : Stream
{
    private static readonly TimeSpan Still = TimeSpan.FromMilliseconds(300);

    private readonly TaskCompletionSource _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Timer _quiet;
    private readonly int _lines;
    private byte[] _line = [];
    private int _taken;
    private int _next;

    public EndlessLines(int lines) =>
        (_lines, _quiet) = (lines, new Timer(static state => ((TaskCompletionSource)state!).TrySetResult(), _halted, Timeout.Infinite, Timeout.Infinite));

    /// <summary>Completes when no more was taken for a while, or all was.</summary>
    public Task Halted => _halted.Task;

    public int LinesRead => Volatile.Read(ref _next);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_taken == _line.Length)
        {
            if (_next == _lines)
            {
                _halted.TrySetResult();
                return new(0);
            }

            (_line, _taken) = (Encoding.UTF8.GetBytes(Sample.Json($"t{_next++}") + "\n"), 0);
        }

        _quiet.Change(Still, Timeout.InfiniteTimeSpan);
        var count = Math.Min(buffer.Length, _line.Length - _taken);
        _line.AsMemory(_taken, count).CopyTo(buffer);
        _taken += count;
        return new(count);
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _quiet.Dispose();
        base.Dispose(disposing);
    }
}
