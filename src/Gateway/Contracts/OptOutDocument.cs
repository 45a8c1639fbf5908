namespace PreDelinquency.Gateway.Contracts;

/// <summary>A channel on which a customer does not want to be contacted.</summary>
/// <param name="CustomerId">Whose.</param>
/// <param name="Channel">phone, sms or email.</param>
/// <param name="At">Since when.</param>
/// <param name="Source">Where it was said, like <c>sms_reply</c>; <c>erasure</c> of a customer who was forgotten.</param>
public sealed record OptOutDocument(string CustomerId, string Channel, DateTimeOffset At, string Source);
