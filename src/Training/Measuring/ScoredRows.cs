namespace PreDelinquency.Training.Measuring;

/// <summary>Rows with what a model says of them.</summary>
/// <param name="Rows">Any number.</param>
/// <param name="Probabilities">One per row.</param>
public sealed record ScoredRows(IReadOnlyList<PointInTimeRow> Rows, IReadOnlyList<double> Probabilities);
