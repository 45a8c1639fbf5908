using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Training.Reporting;

/// <summary>What moves the scores: exact SHAP contributions, in log-odds, over a sample of the rows.</summary>
/// <param name="Rows">Rows in the sample.</param>
/// <param name="Features">All features, the strongest first.</param>
public sealed record ShapSummary(int Rows, IReadOnlyList<FeatureEffect> Features)
{
    /// <summary>Rows that a sample has at most.</summary>
    public const int MostRows = 2000;

    /// <summary>Explains evenly spaced rows.</summary>
    public static ShapSummary Of(ModelBundle bundle, IReadOnlyList<PointInTimeRow> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(rows);
        var count = Math.Min(rows.Count, MostRows);
        var sample = Enumerable.Range(0, count).Select(i => rows[(int)((long)i * rows.Count / count)].Features).ToArray();
        var contributions = new double[count][];
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken }, i => bundle.Contributions(sample[i], contributions[i] = new double[FeatureCatalogue.Count + 1]));
        var features = FeatureCatalogue.All
            .Select((feature, f) => new FeatureEffect(feature, Array.ConvertAll(sample, s => s[f]), Array.ConvertAll(contributions, c => c[f])))
            .OrderByDescending(f => f.MeanSize).ThenBy(f => f.Feature.Name, StringComparer.Ordinal);
        return new ShapSummary(count, [.. features]);
    }
}
