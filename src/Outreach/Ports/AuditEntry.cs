namespace PreDelinquency.Outreach.Ports;

/// <summary>An entry of the audit log.</summary>
/// <param name="Sequence">1, 2, 3 … without gaps.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind">What.</param>
/// <param name="CustomerId">Whom it concerns; null where nobody.</param>
/// <param name="ContactId">Which contact; null where none.</param>
/// <param name="Stored">The body as it is stored: sealed where a customer is concerned.</param>
/// <param name="Hash">HMAC-SHA256 over all of it and the hash before.</param>
/// <param name="Body">JSON; null where the customer's key was destroyed, or the body was not asked for.</param>
public sealed record AuditEntry(long Sequence, DateTimeOffset At, string Kind, string? CustomerId, string? ContactId, ReadOnlyMemory<byte> Stored, ReadOnlyMemory<byte> Hash, string? Body);
