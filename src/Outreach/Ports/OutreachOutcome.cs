using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Ports;

/// <summary>What came back of a contact; each kind at most once.</summary>
/// <param name="ContactId">Which contact.</param>
/// <param name="Outcome">What.</param>
/// <param name="At">When.</param>
/// <param name="Source">Who told, like <c>provider</c> or <c>payments</c>.</param>
/// <param name="By">Whom of the bank's people it was told by; null where nobody is known. It is kept in the audit log alone.</param>
public sealed record OutreachOutcome(string ContactId, ContactOutcome Outcome, DateTimeOffset At, string Source, string? By = null);
