using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Standings;

/// <summary>How many more customers of a group stood at a level so many days ago than a day before that. What stood so many days ago is the sum of all changes from then back.</summary>
/// <param name="Group">Segment and region.</param>
/// <param name="Level">The level.</param>
/// <param name="DaysAgo">Whole days of 24 hours before the present; the most days hold all that was before them.</param>
/// <param name="Customers">How many more; negative where there were less.</param>
/// <param name="ProbabilitySumE9">By how much the sum of their probabilities was larger, in billionths.</param>
public readonly record struct StandingChange(CustomerGroup Group, RiskLevel Level, int DaysAgo, long Customers, long ProbabilitySumE9);
