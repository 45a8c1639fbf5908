namespace PreDelinquency.Monitoring;

/// <summary>One day held against training.</summary>
/// <param name="Day">The local day that begins; what is compared is as of the end of the day before.</param>
/// <param name="Observations">Customers that were judged at its start, without those of a short history.</param>
/// <param name="ScoreStability">Population stability index of the score.</param>
/// <param name="Stabilities">Population stability index per feature, in catalogue order.</param>
public sealed record DayDrift(DateOnly Day, long Observations, double ScoreStability, IReadOnlyList<double> Stabilities);
