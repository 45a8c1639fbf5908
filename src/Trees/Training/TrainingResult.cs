namespace PreDelinquency.Trees;

/// <summary>What training came to.</summary>
/// <param name="Model">The model: with early stopping the trees up to <paramref name="BestIteration"/>, else all of them.</param>
/// <param name="BestIteration">1-based iteration of the best validation metric; the last iteration without a validation set.</param>
/// <param name="History">One entry per iteration trained, in order.</param>
public sealed record TrainingResult(TreeModel Model, int BestIteration, IReadOnlyList<TrainingProgress> History);
