namespace PreDelinquency.Gateway.Contracts;

/// <summary>One day held against training.</summary>
/// <param name="Day">The local day.</param>
/// <param name="Observations">Customers that were judged on it.</param>
/// <param name="ScorePsi">Population stability index of the score.</param>
/// <param name="FeaturePsi">Population stability index by feature.</param>
public sealed record DayDriftDocument(DateOnly Day, long Observations, double? ScorePsi, IReadOnlyDictionary<string, double?> FeaturePsi);
