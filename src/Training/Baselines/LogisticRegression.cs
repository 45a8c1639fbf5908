namespace PreDelinquency.Training.Baselines;

/// <summary>A logistic regression on the model's own features: standardised, missing values at the mean with an indicator.</summary>
public sealed record LogisticRegression : Baseline
{
    public override string Name => "logistic";

    public override string Title => "logistic regression";

    /// <summary>Log-odds where every feature is at its mean.</summary>
    public required double Intercept { get; init; }

    public required IReadOnlyList<LogisticTerm> Terms { get; init; }

    public override double RawScore(ReadOnlySpan<double> features)
    {
        var sum = Intercept;
        foreach (var term in Terms)
            sum += term.Of(features);
        return sum;
    }
}
