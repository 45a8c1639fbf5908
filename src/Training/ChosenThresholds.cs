using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Training;

/// <summary>Thresholds with what is to be known of them.</summary>
/// <param name="Thresholds">Where the levels begin.</param>
/// <param name="Unproven">Levels for which no threshold reached the wanted precision, lowest first.</param>
public sealed record ChosenThresholds(RiskThresholds Thresholds, IReadOnlyList<UnprovenLevel> Unproven);
