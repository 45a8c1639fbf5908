using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Standings;

/// <summary>One customer of a list: the score that stands, and those that stood before.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Name">As the profile has it; null where it does not.</param>
/// <param name="Group">Segment and region.</param>
/// <param name="Latest">The score that stands.</param>
/// <param name="DayAgo">The one that stood 24 hours before the present; null where there was none.</param>
/// <param name="WeekAgo">The one that stood 7 times 24 hours before the present; null where there was none.</param>
public sealed record StandingCustomer(string CustomerId, string? Name, CustomerGroup Group, ScorePoint Latest, ScorePoint? DayAgo, ScorePoint? WeekAgo);
