namespace PreDelinquency.Gateway.Contracts;

/// <summary>One day held against training.</summary>
/// <param name="Day">The local day that begins; features are as of the end of the day before.</param>
/// <param name="Observations">Customers that were judged at its start, without those of a history under a year.</param>
/// <param name="ScorePsi">Population stability index of the score.</param>
/// <param name="FeaturePsi">Population stability index by feature.</param>
public sealed record DayDriftDocument(DateOnly Day, long Observations, double? ScorePsi, IReadOnlyDictionary<string, double?> FeaturePsi);
