using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>An address by which a channel does not reach the customer. Another address is another matter.</summary>
/// <param name="Channel">By which channel: a number that takes no text messages may still be called.</param>
/// <param name="Fingerprint">Of the address, keyed, so that it does not tell it.</param>
/// <param name="At">Since when.</param>
public sealed record UnusableAddress(ContactChannel Channel, string Fingerprint, DateTimeOffset At);
