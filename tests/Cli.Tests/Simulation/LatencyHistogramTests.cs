using PreDelinquency.Cli.Simulation;

namespace PreDelinquency.Cli.Tests.Simulation;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentiles_are_exact_to_one_percent()
    {
        var random = new Random(5);
        var values = Enumerable.Range(0, 10_000).Select(_ => 100 * Math.Exp(random.NextDouble() * 12)).ToArray();
        var histogram = new LatencyHistogram();
        Parallel.ForEach(values, v => histogram.Add(TimeSpan.FromMicroseconds(v)));
        Array.Sort(values);
        foreach (var share in new[] { 0.01, 0.5, 0.9, 0.99, 0.999, 1 })
        {
            var exact = values[(int)Math.Ceiling(share * values.Length) - 1];
            Assert.InRange(histogram.Percentile(share).TotalMicroseconds / exact, 0.999, 1.0111);
        }

        Assert.Equal(10_000, histogram.Count);
        Assert.Equal(values[^1], histogram.Max.TotalMicroseconds, 0.1);
    }

    [Fact]
    public void An_empty_histogram_has_no_durations() => Assert.Equal(TimeSpan.Zero, new LatencyHistogram().Percentile(0.99));
}
