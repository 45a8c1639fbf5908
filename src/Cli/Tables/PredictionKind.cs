namespace PreDelinquency.Cli.Tables;

/// <summary>What to write for a row.</summary>
internal enum PredictionKind
{
    /// <summary>What the model predicts: a probability for a binary model.</summary>
    Prediction,

    /// <summary>The sum of the trees.</summary>
    Raw,

    /// <summary>The prediction by the calibration that was saved with the model.</summary>
    Calibrated,

    /// <summary>One SHAP contribution per feature in model order, then the expected value.</summary>
    Contributions,
}
