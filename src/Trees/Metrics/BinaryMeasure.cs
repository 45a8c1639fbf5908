namespace PreDelinquency.Trees;

/// <summary>A measure of scores against labels 0 and 1, such as those of <see cref="BinaryMetrics"/>.</summary>
public delegate double BinaryMeasure(ReadOnlySpan<double> scores, ReadOnlySpan<double> labels);
