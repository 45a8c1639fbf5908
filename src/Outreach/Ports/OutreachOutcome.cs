using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Ports;

/// <summary>What came back of a contact; each kind at most once.</summary>
/// <param name="ContactId">Which contact.</param>
/// <param name="Outcome">What.</param>
/// <param name="At">When.</param>
/// <param name="Source">Who told, like <c>provider</c> or <c>payments</c>.</param>
public sealed record OutreachOutcome(string ContactId, ContactOutcome Outcome, DateTimeOffset At, string Source);
