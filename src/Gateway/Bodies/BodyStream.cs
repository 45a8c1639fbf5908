using System.Buffers;
using System.IO.Pipelines;

namespace PreDelinquency.Gateway.Bodies;

/// <summary>
/// A request's body to read from asynchronously. To give a read up leaves the body sound, so that the server can pass over
/// the rest of it and the answer reaches the client; the framework's own streams leave it in the middle of the read.
/// The last byte of what has come is given alone: a decoder asks for more only when it is through with what it has, so that
/// one which found its end before the body's never asks for the body's last byte, and nothing it was given is lost unseen.
/// </summary>
internal sealed class BodyStream(PipeReader body) : Stream
{
    /// <summary>Whether anything was read.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether a read was told that nothing more comes.</summary>
    public bool HasEnded { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    // Decoders read forwards and asynchronously. With CanSeek and CanWrite false, Stream's contract asks for
    // NotSupportedException from Length, Position, Seek, SetLength and Write; a read that blocks is refused by the server too.
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var registration = cancellationToken.UnsafeRegister(static state => ((PipeReader)state!).CancelPendingRead(), body);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = await body.ReadAsync(CancellationToken.None);
            var count = (int)Math.Min(read.Buffer.Length > 1 ? read.Buffer.Length - 1 : read.Buffer.Length, buffer.Length);
            var some = read.Buffer.Slice(0, count);
            some.CopyTo(buffer.Span);
            body.AdvanceTo(some.End);
            HasBegun |= count > 0;
            HasEnded |= read.IsCompleted && read.Buffer.IsEmpty;
            if (count > 0 || buffer.IsEmpty || HasEnded)
                return count;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is written.
    }
}
