using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>What follows from all rules that were asked.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Channel">The channel to use; null where none was chosen yet.</param>
/// <param name="Rule">The rule that decided; null for a send.</param>
/// <param name="Until">For a wait, the moment to ask again; null else.</param>
public sealed record DecisionAction(DecisionKind Kind, ContactChannel? Channel, ContactRule? Rule, DateTimeOffset? Until);
