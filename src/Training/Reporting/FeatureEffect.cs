using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Training.Reporting;

/// <summary>What one feature does to the scores of some rows.</summary>
/// <param name="Feature">Which.</param>
/// <param name="Values">Its values; NaN where not known.</param>
/// <param name="Contributions">Its SHAP contributions to the raw score, in log-odds, in the same order.</param>
public sealed record FeatureEffect(FeatureDefinition Feature, IReadOnlyList<double> Values, IReadOnlyList<double> Contributions)
{
    /// <summary>Mean size of the contributions.</summary>
    public double MeanSize { get; } = Contributions.Count == 0 ? 0 : Contributions.Average(Math.Abs);
}
