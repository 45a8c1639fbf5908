namespace PreDelinquency.Domain.Risk;

/// <summary>What a model that scores beside the champion, without consequences, says of the same features.</summary>
/// <param name="ModelVersion">The shadow.</param>
/// <param name="Probability">By the shadow's own calibration, 0 to 1.</param>
/// <param name="Level">By the shadow's own thresholds.</param>
public readonly record struct ShadowScore(string ModelVersion, double Probability, RiskLevel Level)
{
    /// <summary>Scores features with the shadow; null where there is none.</summary>
    /// <param name="shadow">The model, or null.</param>
    /// <param name="features">In catalogue order; NaN where not known.</param>
    /// <param name="maturity">How well the customer is known.</param>
    public static ShadowScore? Of(ModelBundle? shadow, ReadOnlySpan<double> features, Maturity maturity)
    {
        if (shadow is null)
            return null;
        var score = shadow.Score(features, maturity);
        return new ShadowScore(shadow.Version, score.Probability, score.Level);
    }
}
