namespace PreDelinquency.Monitoring;

/// <summary>What crossed its threshold.</summary>
public enum AlertKind
{
    /// <summary>A feature or the score is spread otherwise than in training.</summary>
    Drift,

    /// <summary>The model ranks worse than in its test.</summary>
    Performance,

    /// <summary>Probabilities are not the shares that miss.</summary>
    Calibration,

    /// <summary>Declared groups are treated otherwise.</summary>
    Fairness,
}
