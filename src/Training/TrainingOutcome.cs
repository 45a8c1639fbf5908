using PreDelinquency.Domain.Risk;
using PreDelinquency.Trees;

namespace PreDelinquency.Training;

/// <summary>What a training run came to.</summary>
/// <param name="Bundle">The model with calibration, thresholds and the figures of <paramref name="Test"/>.</param>
/// <param name="Split">The rows by what they were used for.</param>
/// <param name="Test">Figures on unseen customers in unseen months.</param>
/// <param name="History">The loss on the stopping rows, tree by tree.</param>
public sealed record TrainingOutcome(ModelBundle Bundle, DataSplit Split, Evaluation Test, IReadOnlyList<TrainingProgress> History);
