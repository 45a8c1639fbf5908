using PreDelinquency.Training.Measuring;

namespace PreDelinquency.Training.Reporting.Breakdowns;

/// <summary>The model's figures on some of the rows.</summary>
/// <param name="Dimension">By what rows are told apart.</param>
/// <param name="Name">Which of them.</param>
/// <param name="Figures">The figures.</param>
public sealed record GroupFigures(string Dimension, string Name, Figures Figures);
