namespace PreDelinquency.Outreach.Tests.Sending;

/// <summary>What came to a provider.</summary>
internal sealed record ReceivedRequest(string Method, string? ContentType, string IdempotencyKey, string Signature, byte[] Body);
