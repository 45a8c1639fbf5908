using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Standings;

/// <summary>Customers of a group who stand at one level now, with scores of one bin.</summary>
/// <param name="Group">Segment and region.</param>
/// <param name="Level">The level.</param>
/// <param name="Bin">From 0; all bins are equally wide, and the last holds 1.</param>
/// <param name="Customers">How many.</param>
/// <param name="ProbabilitySumE9">Their probabilities in billionths, added up.</param>
public readonly record struct StandingCount(CustomerGroup Group, RiskLevel Level, int Bin, long Customers, long ProbabilitySumE9);
