namespace PreDelinquency.Outreach.Deciding;

/// <summary>An objection of a customer that is still being reviewed.</summary>
/// <param name="ObjectionId">Which.</param>
/// <param name="At">Since when.</param>
public sealed record Objection(string ObjectionId, DateTimeOffset At);
