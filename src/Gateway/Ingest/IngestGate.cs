using PreDelinquency.Gateway.Problems;

namespace PreDelinquency.Gateway.Ingest;

/// <summary>Bounds the memory that all bodies of transactions take together while they are read.</summary>
internal sealed class IngestGate
{
    /// <summary>For all bodies together, in bytes: 320 MiB.</summary>
    public const long Budget = 320 * 1024 * 1024;

    /// <summary>What a stream takes: one chunk being gathered, one on its way, and what lies between it and the socket.</summary>
    private const long StreamBytes = 10 * 1024 * 1024;

    /// <summary>What the smallest request takes.</summary>
    private const long LeastBytes = 16 * 1024;

    private long _used;

    /// <summary>What a body takes: a stream the same whatever its length, a JSON body its own length.</summary>
    public static long Weigh(bool isStream, long? contentLength) =>
        isStream ? StreamBytes : Math.Clamp(contentLength ?? RequestBody.LongestBytes, LeastBytes, RequestBody.LongestBytes);

    /// <summary>Takes room unless there is none; each needs one <see cref="Leave"/>.</summary>
    public bool TryEnter(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= Budget)
            return true;
        Leave(bytes);
        return false;
    }

    public void Leave(long bytes) => Interlocked.Add(ref _used, -bytes);
}
