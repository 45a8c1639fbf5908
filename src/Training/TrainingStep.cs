namespace PreDelinquency.Training;

/// <summary>Where a training run stands.</summary>
/// <param name="Stage">What is being done, as a user reads it.</param>
/// <param name="Done">Share of this stage that is done, 0 to 1; NaN where its length is not known.</param>
/// <param name="Detail">A figure worth showing.</param>
public readonly record struct TrainingStep(string Stage, double Done, string Detail);
