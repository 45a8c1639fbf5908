using System.Buffers;
using System.IO.Pipelines;

namespace PreDelinquency.Gateway.Bodies;

/// <summary>
/// A request's body to read from asynchronously. To give a read up leaves the body sound, so that the server can pass over
/// the rest of it and the answer reaches the client; the framework's own streams leave it in the middle of the read.
/// </summary>
internal sealed class BodyStream(PipeReader body) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

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
            var count = (int)Math.Min(read.Buffer.Length, buffer.Length);
            var some = read.Buffer.Slice(0, count);
            some.CopyTo(buffer.Span);
            body.AdvanceTo(some.End);
            if (count > 0 || buffer.IsEmpty || read.IsCompleted)
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
