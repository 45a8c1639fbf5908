namespace PreDelinquency.Cli.Import;

/// <summary>Reads a stream that may wait for ever, like a terminal or a pipe, and stops waiting once a token is cancelled.</summary>
internal sealed class HeedingStream(Stream inner, CancellationToken cancellationToken) : Stream
{
    private readonly byte[] _block = new byte[1 << 16];
    private int _start;
    private int _end;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    // With CanSeek and CanWrite false, Stream's contract asks for NotSupportedException from what is not offered.
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end)
        {
            // A read that is waiting cannot be stopped; it is left to wait on its own thread, which does not keep the process.
            var reading = Task.Run(() => inner.Read(_block), CancellationToken.None);
            (_start, _end) = (0, reading.WaitAsync(cancellationToken).GetAwaiter().GetResult());
        }

        var length = Math.Min(buffer.Length, _end - _start);
        _block.AsSpan(_start, length).CopyTo(buffer);
        _start += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
