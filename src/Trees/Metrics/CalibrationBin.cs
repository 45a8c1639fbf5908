namespace PreDelinquency.Trees;

/// <summary>A stretch of predicted probabilities and what came of it.</summary>
/// <param name="From">Lower end, inclusive.</param>
/// <param name="To">Upper end, exclusive but for the last bin.</param>
/// <param name="Weight">Weight of its rows.</param>
/// <param name="Predicted">Mean prediction in it.</param>
/// <param name="Observed">Rate of label 1 in it.</param>
public sealed record CalibrationBin(double From, double To, double Weight, double Predicted, double Observed);
