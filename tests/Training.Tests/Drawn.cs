using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Training.Tests;

/// <summary>Rows and probabilities drawn by a seed, for tests of what is computed from them.</summary>
internal static class Drawn
{
    /// <summary>Rows of which the first features are drawn, some of them missing.</summary>
    public static List<PointInTimeRow> Rows(int count, int customers, int seed, Func<double[], double>? logOdds = null)
    {
        var random = new Random(seed);
        var rows = new List<PointInTimeRow>();
        for (var i = 0; i < count; i++)
        {
            var features = new double[FeatureCatalogue.Count];
            for (var f = 0; f < 4; f++)
                features[f] = (random.NextDouble() * 4) - 2;
            if (random.NextDouble() < 0.2)
                features[3] = double.NaN;
            var misses = random.NextDouble() < 1 / (1 + Math.Exp(-(logOdds?.Invoke(features) ?? (features[0] - 1))));
            rows.Add(new PointInTimeRow($"c{random.Next(customers)}", new DateOnly(2025, 1, 1).AddDays(random.Next(200)), features)
            {
                Misses = misses,
                LeadDays = misses ? [random.Next(15, 31)] : [],
                MissedBefore = random.NextDouble() < 0.1,
            });
        }

        return rows;
    }

    /// <summary>Probabilities in steps of a fortieth, so that many are equal.</summary>
    public static double[] Probabilities(IReadOnlyList<PointInTimeRow> rows, int seed)
    {
        var random = new Random(seed);
        return [.. rows.Select(r => Math.Round(Math.Clamp((r.Misses ? 0.6 : 0.3) + ((random.NextDouble() - 0.5) * 0.8), 0, 1) * 40) / 40)];
    }
}
