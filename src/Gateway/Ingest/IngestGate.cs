using PreDelinquency.Gateway.Problems;

namespace PreDelinquency.Gateway.Ingest;

/// <summary>
/// Bounds the memory that all bodies of transactions take together while they are read. A stream that waits for its sender
/// takes only the line that it has begun, so that any number of slow senders lock nobody out. Thread-safe.
/// </summary>
internal sealed class IngestGate
{
    /// <summary>For all bodies together, in bytes: 320 MiB.</summary>
    public const long Budget = 320 * 1024 * 1024;

    /// <summary>What a stream takes: one chunk being gathered, two on their way, and what lies between it and the socket.</summary>
    private const long StreamBytes = 10 * 1024 * 1024;

    /// <summary>What the smallest request takes.</summary>
    private const long LeastBytes = 16 * 1024;

    private readonly Lock _lock = new();
    private long _used;
    private long _resting;
    private TaskCompletionSource? _freed;

    /// <summary>What a body takes: a stream the same whatever its length, a JSON body its own length.</summary>
    public static long Weigh(bool isStream, long? contentLength) =>
        isStream ? StreamBytes : Math.Clamp(contentLength ?? RequestBody.LongestBytes, LeastBytes, RequestBody.LongestBytes);

    /// <summary>Takes room unless there is none; each needs one <see cref="Leave"/>.</summary>
    public bool TryEnter(long bytes)
    {
        lock (_lock)
        {
            if (_used + _resting + bytes > Budget)
                return false;
            _used += bytes;
            return true;
        }
    }

    public void Leave(long bytes) => Rest(bytes, 0);

    /// <summary>Gives room back but for what a waiting stream has begun to read.</summary>
    public void Rest(long bytes, long kept)
    {
        TaskCompletionSource? freed;
        lock (_lock)
        {
            _used -= bytes;
            _resting += kept;
            (freed, _freed) = (_freed, null);
        }

        freed?.TrySetResult();
    }

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
                if (_used + bytes <= Budget)
                {
                    _used += bytes;
                    return;
                }

                freed = (_freed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await freed.WaitAsync(cancellationToken);
        }
    }
}
