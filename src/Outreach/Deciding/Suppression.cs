using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>A reason to leave a customer alone.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Source">Who told.</param>
/// <param name="At">When.</param>
public sealed record Suppression(SuppressionReason Reason, string Source, DateTimeOffset At);
