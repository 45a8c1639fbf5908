namespace PreDelinquency.Monitoring;

/// <summary>How the spread of one quantity differs from training.</summary>
/// <param name="Name">The feature, or the score.</param>
/// <param name="IsHabit">Whether it is a feature that is a habit itself, or holds one: its spread depends on the length of histories, so it raises no alert.</param>
/// <param name="Stability">Population stability index, 0 or more.</param>
/// <param name="MissingThen">Share of training rows without a value.</param>
/// <param name="MissingNow">Share of observations without a value.</param>
/// <param name="Edges">Upper ends of all bins but the last.</param>
/// <param name="SharesThen">Share of training rows per bin, and last of missing values.</param>
/// <param name="SharesNow">Share of observations per bin, and last of missing values.</param>
public sealed record QuantityDrift(
    string Name, bool IsHabit, double Stability, double MissingThen, double MissingNow, IReadOnlyList<double> Edges, IReadOnlyList<double> SharesThen, IReadOnlyList<double> SharesNow);
