namespace PreDelinquency.Gateway.Contracts;

/// <summary>Something that a customer, or the bank about a customer, said of contact.</summary>
/// <param name="Subject">A channel, a reason, or an objection's id.</param>
/// <param name="At">Since when.</param>
/// <param name="Source">Who told; null for objections and addresses.</param>
public sealed record NoticeDocument(string Subject, DateTimeOffset At, string? Source);
