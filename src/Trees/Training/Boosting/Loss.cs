namespace PreDelinquency.Trees.Training.Boosting;

/// <summary>A loss by its derivatives with respect to the raw score.</summary>
internal abstract class Loss
{
    /// <summary>The objective line of the model file.</summary>
    public abstract string ObjectiveText { get; }

    /// <summary>Whether a row's weight bounds its gradient; else gradients may be large and yet tell rows apart by little.</summary>
    public abstract bool GradientsAreBounded { get; }

    /// <summary>The constant raw score of least loss.</summary>
    public abstract double InitialScore();

    /// <summary>Derivatives of rows start to start + count - 1 into the same places of the targets.</summary>
    public abstract void Differentiate(ReadOnlySpan<double> scores, int start, int count, float[] gradients, float[] hessians);

    public static Loss Create(Dataset data, TrainingParameters parameters) => parameters.Objective switch
    {
        TrainingObjective.Binary => new BinaryLoss(data, parameters),
        TrainingObjective.Regression => new SquaredLoss(data),
        _ => throw new ArgumentOutOfRangeException(nameof(parameters), parameters.Objective, "No loss for this objective."),
    };
}
