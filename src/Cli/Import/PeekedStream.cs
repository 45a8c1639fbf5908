namespace PreDelinquency.Cli.Import;

/// <summary>A stream whose first two bytes were looked at and which counts what was read of it.</summary>
internal sealed class PeekedStream : ReadOnlyStream
{
    private readonly byte[] _first = new byte[2];
    private readonly int _firstLength;
    private int _given;

    public PeekedStream(Stream inner)
        : base(inner)
    {
        _firstLength = inner.ReadAtLeast(_first, _first.Length, throwOnEndOfStream: false);
        BytesRead = _firstLength;
    }

    /// <summary>Up to two bytes.</summary>
    public ReadOnlySpan<byte> First => _first.AsSpan(0, _firstLength);

    /// <summary>Bytes taken from the inner stream.</summary>
    public long BytesRead { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (_given < _firstLength)
        {
            var length = Math.Min(buffer.Length, _firstLength - _given);
            _first.AsSpan(_given, length).CopyTo(buffer);
            _given += length;
            return length;
        }

        var read = Inner.Read(buffer);
        BytesRead += read;
        return read;
    }
}
