using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Training.Baselines;

/// <summary>What one feature adds to a logistic regression.</summary>
/// <param name="Feature">Name of the feature.</param>
/// <param name="Mean">Mean of its known values; what is not known counts as this.</param>
/// <param name="Deviation">Standard deviation of its known values, above 0.</param>
/// <param name="Weight">Log-odds per deviation.</param>
/// <param name="MissingWeight">Log-odds where the value is not known.</param>
public sealed record LogisticTerm(string Feature, double Mean, double Deviation, double Weight, double MissingWeight)
{
    /// <summary>Values count at most so many deviations from the mean: a ratio of 50 would drown all else.</summary>
    public const double Farthest = 5;

    private readonly int _index = FeatureCatalogue.TryIndexOf(Feature, out var index)
        ? index
        : throw new ArgumentException($"There is no feature '{Feature}'.", nameof(Feature));

    /// <summary>The value in deviations from the mean, 0 where it is not known.</summary>
    public double Standardised(double value) => double.IsNaN(value) ? 0 : Math.Clamp((value - Mean) / Deviation, -Farthest, Farthest);

    /// <summary>What the feature adds to the log-odds.</summary>
    public double Of(ReadOnlySpan<double> features)
    {
        var value = features[_index];
        return double.IsNaN(value) ? MissingWeight : Weight * Standardised(value);
    }

    /// <summary>The feature's place in the vector.</summary>
    internal int Index => _index;
}
