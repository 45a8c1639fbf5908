namespace PreDelinquency.Cli.Import;

/// <summary>A stream whose first two bytes were looked at and which counts what was read of it.</summary>
internal sealed class PeekedStream : Stream
{
    private readonly Stream _inner;
    private readonly byte[] _first = new byte[2];
    private readonly int _firstLength;
    private int _given;

    public PeekedStream(Stream inner)
    {
        _inner = inner;
        _firstLength = inner.ReadAtLeast(_first, _first.Length, throwOnEndOfStream: false);
        BytesRead = _firstLength;
    }

    /// <summary>Up to two bytes.</summary>
    public ReadOnlySpan<byte> First => _first.AsSpan(0, _firstLength);

    /// <summary>Bytes taken from the inner stream.</summary>
    public long BytesRead { get; private set; }

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
        if (_given < _firstLength)
        {
            var length = Math.Min(buffer.Length, _firstLength - _given);
            _first.AsSpan(_given, length).CopyTo(buffer);
            _given += length;
            return length;
        }

        var read = _inner.Read(buffer);
        BytesRead += read;
        return read;
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
            _inner.Dispose();
        base.Dispose(disposing);
    }
}
