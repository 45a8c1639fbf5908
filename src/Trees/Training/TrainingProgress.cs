namespace PreDelinquency.Trees;

/// <summary>Where training stands after an iteration.</summary>
/// <param name="Iteration">1-based number of the tree just grown.</param>
/// <param name="Iterations">Trees asked for.</param>
/// <param name="Metric">What <paramref name="ValidationValue"/> measures.</param>
/// <param name="ValidationValue">The metric on the validation set; null without one.</param>
/// <param name="BestIteration">Iteration of the best value so far; the latest iteration without a validation set.</param>
public readonly record struct TrainingProgress(
    int Iteration, int Iterations, TrainingMetric Metric, double? ValidationValue, int BestIteration);
