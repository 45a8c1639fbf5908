using System.Buffers;
using System.IO.Pipelines;
using PreDelinquency.Gateway.Bodies;

namespace PreDelinquency.Gateway.Ingest;

/// <summary>
/// A body of one JSON object per line, of any length. A line longer than <see cref="LongestLine"/> is passed over without being
/// held. Blank lines count, and are nothing else.
/// </summary>
/// <param name="session">Takes the lines.</param>
/// <param name="room">Is given back while the stream waits for its sender.</param>
/// <param name="time">Measures the deadline of a line.</param>
internal sealed class NdjsonBody(IngestSession session, IngestRoom room, TimeProvider time) : IDisposable
{
    /// <summary>Longest line, in bytes: 64 KiB. The longest valid transaction takes a fraction of it.</summary>
    public const int LongestLine = 64 * 1024;

    /// <summary>How long a line that has begun may be waited for in all. Between lines a stream may pause for ever.</summary>
    public static readonly TimeSpan LineDeadline = TimeSpan.FromSeconds(30);

    private long _line;
    private long _scanned;
    private TimeSpan _waited;
    private PassedOverLine? _passedOver;

    /// <summary>Reads to the end of the body; everything is sent, not yet everything durable.</summary>
    public async Task ReadAsync(PipeReader body, CancellationToken cancellationToken)
    {
        while (true)
        {
            // A sender that never pauses is never waited for.
            cancellationToken.ThrowIfCancellationRequested();
            if (!body.TryRead(out var read))
            {
                // Nothing more is at hand: what is gathered does not wait for what may come.
                await session.SendAsync();
                read = await WaitAsync(body, cancellationToken);
            }

            if (await TakeAsync(body, read))
                return;
        }
    }

    public void Dispose() => _passedOver?.Dispose();

    /// <summary>Waits for more. Once nothing is in flight any more the stream gives its room back until more comes.</summary>
    private async ValueTask<ReadResult> WaitAsync(PipeReader body, CancellationToken cancellationToken)
    {
        var reading = body.ReadAsync(cancellationToken).AsTask();
        var settling = session.Settling;
        if (await Task.WhenAny(reading, settling) == reading)
            return await reading;
        // A failure is told with the next line, or once its time is over: to abort the read for it would reset the connection
        // before the answer is out.
        if (!settling.IsCompletedSuccessfully)
            return await WaitInTimeAsync(body, reading, settling, time.GetTimestamp());
        await session.CompleteAsync();
        session.Shrink();
        // Before anybody can see that the stream rests: from then on its time runs.
        var began = time.GetTimestamp();
        room.Rest(_scanned);
        var read = _scanned == 0 ? await reading : await WaitInTimeAsync(body, reading, settling, began);
        var resumed = false;
        try
        {
            await room.ResumeAsync(cancellationToken);
            resumed = true;
            return read;
        }
        finally
        {
            if (!resumed)
                body.AdvanceTo(read.Buffer.Start);
        }
    }

    private async Task<ReadResult> WaitInTimeAsync(PipeReader body, Task<ReadResult> reading, Task settling, long began)
    {
        using var deadline = new ReadDeadline(body, LineDeadline - _waited - time.GetElapsedTime(began), time);
        var read = await reading;
        _waited += time.GetElapsedTime(began);
        if (!read.IsCanceled)
            return read;
        body.AdvanceTo(read.Buffer.Start);
        await settling;
        throw ReadDeadline.Missed("A line that has begun", LineDeadline);
    }

    private async ValueTask<bool> TakeAsync(PipeReader body, ReadResult read)
    {
        var rest = read.Buffer;
        var takenAll = false;
        try
        {
            while (TakeLine(ref rest))
            {
                if (session.IsFull)
                    await session.SendAsync();
            }

            if (read.IsCompleted)
            {
                TakeUnended(rest);
                rest = rest.Slice(rest.End);
            }

            takenAll = true;
            return read.IsCompleted;
        }
        finally
        {
            // After a failure too, so that the rest of the body can be passed over and the answer reaches the client.
            body.AdvanceTo(rest.Start, takenAll ? read.Buffer.End : rest.Start);
        }
    }

    private bool TakeLine(ref ReadOnlySequence<byte> rest)
    {
        if (!TakeNext(ref rest))
            return false;
        (_scanned, _waited) = (0, default);
        return true;
    }

    private bool TakeNext(ref ReadOnlySequence<byte> rest)
    {
        var first = rest.FirstSpan;
        var end = first.IndexOf((byte)'\n');
        if (end < 0 || _passedOver is not null || end > LongestLine)
            return TakeScattered(ref rest);
        Take(first[..end]);
        rest = rest.Slice(end + 1);
        return true;
    }

    private bool TakeScattered(ref ReadOnlySequence<byte> rest)
    {
        if (rest.Slice(_scanned).PositionOf((byte)'\n') is not { } end)
        {
            if (_passedOver is not null || rest.Length > LongestLine)
            {
                PassOver(rest);
                rest = rest.Slice(rest.End);
            }

            _scanned = rest.Length;
            return false;
        }

        var line = rest.Slice(0, end);
        if (_passedOver is not null || line.Length > LongestLine)
        {
            PassOver(line);
            EndPassedOver();
        }
        else
        {
            Take(line);
        }

        rest = rest.Slice(rest.GetPosition(1, end));
        return true;
    }

    private void TakeUnended(ReadOnlySequence<byte> rest)
    {
        if (_passedOver is not null)
        {
            PassOver(rest);
            EndPassedOver();
        }
        else if (!rest.IsEmpty)
        {
            Take(rest);
        }
    }

    private void Take(ReadOnlySequence<byte> line)
    {
        if (line.IsSingleSegment)
        {
            Take(line.FirstSpan);
            return;
        }

        var copy = ArrayPool<byte>.Shared.Rent((int)line.Length);
        line.CopyTo(copy);
        Take(copy.AsSpan(0, (int)line.Length));
        ArrayPool<byte>.Shared.Return(copy);
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        _line++;
        if (_line == 1)
            ContentCoding.RequireNotGzip(line);
        if (_line == 1 && line.StartsWith("\uFEFF"u8))
            line = line[3..];
        line = line.Trim(" \t\r"u8);
        if (!line.IsEmpty)
            session.Add(_line, line);
    }

    private void PassOver(ReadOnlySequence<byte> part)
    {
        var begins = _passedOver is null;
        _passedOver ??= new PassedOverLine();
        _passedOver.Add(part);
        if (begins && ++_line == 1)
            ContentCoding.RequireNotGzip(_passedOver.Beginning);
    }

    private void EndPassedOver()
    {
        session.Reject(_line, null, $"is longer than {LongestLine} bytes", _passedOver!.Kept());
        _passedOver.Dispose();
        _passedOver = null;
    }
}
