using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Training.Reporting;

/// <summary>One way to score, judged on the report's rows.</summary>
/// <param name="Name">snake_case, as metrics carry it.</param>
/// <param name="Title">As a page calls it.</param>
/// <param name="Thresholds">Where its levels begin.</param>
/// <param name="Probabilities">One per row.</param>
/// <param name="Evaluation">Its figures.</param>
public sealed record JudgedModel(string Name, string Title, RiskThresholds Thresholds, IReadOnlyList<double> Probabilities, Evaluation Evaluation);
