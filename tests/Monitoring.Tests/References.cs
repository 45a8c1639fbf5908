using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Monitoring;

namespace PreDelinquency.Monitoring.Tests;

internal static class References
{
    /// <summary>Of a thousand rows, each feature a number around zero, one in ten missing.</summary>
    public static PopulationReference Normal(int seed, int? days = null)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 1000).Select(_ => Vector(random)).ToList();
        return new PopulationReference(
            [.. FeatureCatalogue.All.Select((f, i) => ValueBins.Of(f.Name, rows.Select(r => r[i])))],
            ValueBins.Of(PopulationReference.ScoreName, rows.Select(_ => random.NextDouble())),
            days);
    }

    public static double[] Vector(Random random, double shift = 0) =>
        [.. FeatureCatalogue.All.Select(_ => random.Next(10) == 0 ? double.NaN : random.NextDouble() + random.NextDouble() - 1 + shift)];
}
