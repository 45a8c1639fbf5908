namespace PreDelinquency.Cli.Import;

/// <summary>Reads a stream that may wait for ever, like a terminal or a pipe, and stops waiting once a token is cancelled.</summary>
internal sealed class HeedingStream(Stream inner, CancellationToken cancellationToken) : ReadOnlyStream(inner)
{
    private readonly byte[] _block = new byte[1 << 16];
    private int _start;
    private int _end;

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end)
        {
            // A read that is waiting cannot be stopped; it is left to wait on its own thread, which does not keep the process.
            var reading = Task.Run(() => Inner.Read(_block), CancellationToken.None);
            (_start, _end) = (0, reading.WaitAsync(cancellationToken).GetAwaiter().GetResult());
        }

        var length = Math.Min(buffer.Length, _end - _start);
        _block.AsSpan(_start, length).CopyTo(buffer);
        _start += length;
        return length;
    }
}
