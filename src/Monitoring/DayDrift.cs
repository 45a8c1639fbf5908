namespace PreDelinquency.Monitoring;

/// <summary>One day held against training.</summary>
/// <param name="Day">The local day.</param>
/// <param name="Observations">Customers that were judged on it.</param>
/// <param name="ScoreStability">Population stability index of the score.</param>
/// <param name="Stabilities">Population stability index per feature, in catalogue order.</param>
public sealed record DayDrift(DateOnly Day, long Observations, double ScoreStability, IReadOnlyList<double> Stabilities);
