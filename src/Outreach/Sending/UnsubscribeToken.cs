namespace PreDelinquency.Outreach.Sending;

/// <summary>What a link to unsubscribe says.</summary>
/// <param name="CustomerId">Who wants no more emails; null in a token of an earlier version whose contact does not tell.</param>
/// <param name="ContactId">Of which email.</param>
public sealed record UnsubscribeToken(string? CustomerId, string ContactId);
