namespace PreDelinquency.Cli.Simulation;

/// <summary>Durations in buckets that are each one percent wider than the one before. Safe to add to from many threads.</summary>
internal sealed class LatencyHistogram
{
    private const double Growth = 1.01;
    private const double LeastMicroseconds = 1;
    private const int Buckets = 2_100;
    private static readonly double LogGrowth = Math.Log(Growth);
    private readonly long[] _counts = new long[Buckets];
    private long _count;
    private long _maxTicks;

    public long Count => Interlocked.Read(ref _count);

    /// <summary>The longest, exactly.</summary>
    public TimeSpan Max => TimeSpan.FromTicks(Interlocked.Read(ref _maxTicks));

    public void Add(TimeSpan duration)
    {
        var microseconds = Math.Max(LeastMicroseconds, duration.TotalMicroseconds);
        var bucket = Math.Min(Buckets - 1, (int)(Math.Log(microseconds) / LogGrowth));
        Interlocked.Increment(ref _counts[bucket]);
        Interlocked.Increment(ref _count);
        long max;
        while ((max = Interlocked.Read(ref _maxTicks)) < duration.Ticks && Interlocked.CompareExchange(ref _maxTicks, duration.Ticks, max) != max)
        {
        }
    }

    /// <summary>The duration that a share of all stays within, to one percent.</summary>
    /// <param name="share">0 to 1.</param>
    public TimeSpan Percentile(double share)
    {
        var wanted = (long)Math.Ceiling(share * Count);
        long seen = 0;
        for (var i = 0; i < Buckets; i++)
        {
            seen += Interlocked.Read(ref _counts[i]);
            if (seen >= wanted && seen > 0)
                return TimeSpan.FromMicroseconds(Math.Min(Math.Pow(Growth, i + 1), Math.Max(LeastMicroseconds, Max.TotalMicroseconds)));
        }

        return Max;
    }
}
