namespace PreDelinquency.Gateway.Contracts;

/// <summary>What came back of a contact.</summary>
/// <param name="Outcome">sent, delivered, undelivered, opened, replied, accepted, declined, opted_out, followed_up, paid_on_time or missed.</param>
/// <param name="At">When it was told.</param>
/// <param name="Source">Who told.</param>
public sealed record OutcomeDocument(string Outcome, DateTimeOffset At, string Source);
