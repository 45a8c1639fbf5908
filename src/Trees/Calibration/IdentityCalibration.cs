namespace PreDelinquency.Trees;

/// <summary>The model's own probability: the raw score is taken for log-odds, p = 1 / (1 + e^-score).</summary>
public sealed record IdentityCalibration : Calibration
{
    /// <inheritdoc/>
    public override double Apply(double rawScore) => 1 / (1 + Math.Exp(-rawScore));
}
