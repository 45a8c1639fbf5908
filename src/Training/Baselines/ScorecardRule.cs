using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Training.Baselines;

/// <summary>One line of a scorecard: points for a feature at or beyond a bound.</summary>
/// <param name="Feature">Name of the feature.</param>
/// <param name="Above">Whether values at or above the bound get the points; else those at or below.</param>
/// <param name="Bound">The bound, in the feature's unit.</param>
/// <param name="Points">What it is worth.</param>
public sealed record ScorecardRule(string Feature, bool Above, double Bound, int Points)
{
    private readonly int _index = FeatureCatalogue.TryIndexOf(Feature, out var index)
        ? index
        : throw new ArgumentException($"There is no feature '{Feature}'.", nameof(Feature));

    /// <summary>The points of a feature vector; none where the feature is not known.</summary>
    public int PointsOf(ReadOnlySpan<double> features) => (Above ? features[_index] >= Bound : features[_index] <= Bound) ? Points : 0;
}
