namespace PreDelinquency.Outreach.Sending;

/// <summary>What a provider answers.</summary>
/// <param name="Reference">Its own name for the message; null where it gives none.</param>
internal sealed record ProviderAnswer(string? Reference);
