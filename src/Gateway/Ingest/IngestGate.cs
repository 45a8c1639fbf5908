namespace PreDelinquency.Gateway.Ingest;

/// <summary>
/// Bounds the memory that all bodies of transactions take together while they are read. A body takes what it holds: a document
/// what has arrived of it, a stream that waits for its sender the line that it has begun, a worked stream its share. Both have
/// deadlines (<see cref="JsonBody.Deadline"/>, <see cref="NdjsonBody.LineDeadline"/>), so that slow senders keep little, and not
/// for long; between lines a stream may rest as long as it likes, and keeps nothing. Thread-safe.
/// </summary>
internal sealed class IngestGate
{
    /// <summary>For all bodies together, in bytes: 320 MiB.</summary>
    public const long Budget = 320 * 1024 * 1024;

    /// <summary>What a stream takes: one chunk being gathered, two on their way, and what lies between it and the socket.</summary>
    public const long StreamBytes = 10 * 1024 * 1024;

    /// <summary>Most of the budget that decoders may hold: the rest is left for those who come back to work, or they could block each other.</summary>
    public const long MostHeld = Budget / 2;

    /// <summary>What a document takes before anything of it has arrived.</summary>
    public const long LeastBytes = 16 * 1024;

    private readonly Lock _lock = new();
    private long _used;
    private long _resting;
    private long _held;
    private TaskCompletionSource? _freed;

    /// <summary>What is taken now, in bytes.</summary>
    public long Taken
    {
        get
        {
            lock (_lock)
                return _used + _resting + _held;
        }
    }

    /// <summary>Takes room unless there is none; each needs one <see cref="Leave"/>.</summary>
    public bool TryEnter(long bytes)
    {
        lock (_lock)
        {
            if (_used + _resting + _held + bytes > Budget)
                return false;
            _used += bytes;
            return true;
        }
    }

    /// <summary>Takes room for a decoder, which keeps it while its stream rests, unless there is none; each needs one <see cref="EndHold"/>.</summary>
    public bool TryHold(long bytes)
    {
        lock (_lock)
        {
            if (_held + bytes > MostHeld || _used + _resting + _held + bytes > Budget)
                return false;
            _held += bytes;
            return true;
        }
    }

    public void EndHold(long bytes) => Free(0, 0, bytes);

    public void Leave(long bytes) => Free(bytes, 0, 0);

    /// <summary>Gives room back but for what a waiting stream has begun to read.</summary>
    public void Rest(long bytes, long kept) => Free(bytes, kept, 0);

    /// <summary>Forgets what a waiting stream kept.</summary>
    public void EndRest(long kept)
    {
        lock (_lock)
            _resting -= kept;
    }

    /// <summary>Takes room, and waits until there is some. What waiting streams keep does not count, or they could block each other.</summary>
    public async ValueTask EnterAsync(long bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task freed;
            lock (_lock)
            {
                if (_used + _held + bytes <= Budget)
                {
                    _used += bytes;
                    return;
                }

                freed = (_freed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await freed.WaitAsync(cancellationToken);
        }
    }

    private void Free(long bytes, long kept, long held)
    {
        TaskCompletionSource? freed;
        lock (_lock)
        {
            _used -= bytes;
            _resting += kept;
            _held -= held;
            (freed, _freed) = (_freed, null);
        }

        freed?.TrySetResult();
    }
}
