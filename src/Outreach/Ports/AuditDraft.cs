namespace PreDelinquency.Outreach.Ports;

/// <summary>Something to be written into the audit log.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Kind">What, in snake_case, like <c>decision</c>.</param>
/// <param name="CustomerId">Whom it concerns, under whose key the body is stored; null where nobody is concerned, and the body is stored as it is.</param>
/// <param name="ContactId">Which contact; null where it concerns none.</param>
/// <param name="Body">JSON.</param>
public sealed record AuditDraft(DateTimeOffset At, string Kind, string? CustomerId, string? ContactId, string Body);
