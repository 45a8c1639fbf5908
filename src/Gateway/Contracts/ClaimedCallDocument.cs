namespace PreDelinquency.Gateway.Contracts;

/// <summary>A call that is an agent's now.</summary>
/// <param name="InterventionId">Which contact.</param>
/// <param name="CustomerId">Whom.</param>
/// <param name="Phone">The number to call.</param>
/// <param name="Language">Tag of the customer's language.</param>
/// <param name="Text">What to say first.</param>
/// <param name="Offer">The bank's name for what is offered.</param>
/// <param name="Attempt">1, 2, 3 … within the contact.</param>
/// <param name="Until">From then on the customer is not to be called any more: the claim is over, or the hours of contact are.</param>
public sealed record ClaimedCallDocument(string InterventionId, string CustomerId, string Phone, string Language, string Text, string Offer, int Attempt, DateTimeOffset Until);
