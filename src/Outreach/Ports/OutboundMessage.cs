using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Ports;

/// <summary>One message to one customer, as a channel gets it. Holds personal data: not for logs.</summary>
public sealed record OutboundMessage
{
    public required string ContactId { get; init; }

    public required string CustomerId { get; init; }

    public required ContactChannel Channel { get; init; }

    /// <summary>1, 2, 3 … within the contact. Not part of the idempotency key: a message that was not taken is the same when tried again.</summary>
    public required int AttemptNo { get; init; }

    /// <summary>Email address, or E.164 number.</summary>
    public required string Address { get; init; }

    /// <summary>BCP 47 tag of the text's language.</summary>
    public required string Language { get; init; }

    /// <summary>Of an email; null else.</summary>
    public required string? Subject { get; init; }

    /// <summary>Lines end with a line feed.</summary>
    public required string Text { get; init; }

    /// <summary>The bank's name for what is offered.</summary>
    public required string OfferCode { get; init; }

    /// <summary>From then on it must not reach the customer any more: the end of the hours of contact, or, of a call that a person makes, of the claim. By the real clock.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The same for every attempt of a contact on a channel: whoever gets it twice acts once.</summary>
    public string IdempotencyKey => $"{ContactId}/{Domain.Transactions.WireNames<ContactChannel>.Of(Channel)}";
}
