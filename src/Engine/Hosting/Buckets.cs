using System.Diagnostics.Metrics;

namespace PreDelinquency.Engine.Hosting;

/// <summary>Bounds of the buckets of our histograms, three to a power of ten.</summary>
public static class Buckets
{
    /// <summary>For durations in seconds: 100 µs to 10 s.</summary>
    public static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    /// <summary>For numbers of things: 1 to 25,000.</summary>
    public static readonly InstrumentAdvice<long> Counts = new()
    {
        HistogramBucketBoundaries = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 25_000],
    };
}
