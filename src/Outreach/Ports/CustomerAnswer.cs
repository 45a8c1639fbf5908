namespace PreDelinquency.Outreach.Ports;

/// <summary>A contact that a customer replied to or accepted, and that nobody has seen to yet.</summary>
/// <param name="ContactId">Which contact.</param>
/// <param name="Since">When the earliest of these answers was told.</param>
public sealed record CustomerAnswer(string ContactId, DateTimeOffset Since);
