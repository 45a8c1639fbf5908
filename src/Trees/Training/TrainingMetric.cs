namespace PreDelinquency.Trees;

/// <summary>What training follows on the validation set.</summary>
public enum TrainingMetric
{
    /// <summary>Mean log loss, lower is better (binary_logloss).</summary>
    BinaryLogLoss,

    /// <summary>Area under the ROC curve, higher is better (auc).</summary>
    Auc,

    /// <summary>Mean squared error, lower is better (l2).</summary>
    L2,

    /// <summary>Root of the mean squared error, lower is better (rmse).</summary>
    Rmse,
}
