using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>A channel on which a customer does not want to be contacted.</summary>
/// <param name="Channel">Which.</param>
/// <param name="Source">Where it was said, like <c>sms_reply</c>.</param>
/// <param name="At">When.</param>
public sealed record OptOut(ContactChannel Channel, string Source, DateTimeOffset At);
