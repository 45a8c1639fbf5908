namespace PreDelinquency.Gateway.Contracts;

/// <summary>Whether and how a customer may be contacted, and what was done.</summary>
public sealed record CustomerContactDocument
{
    public required string CustomerId { get; init; }

    /// <summary>Channels that the customer opted out of.</summary>
    public required IReadOnlyList<NoticeDocument> OptOuts { get; init; }

    /// <summary>Reasons to leave the customer alone.</summary>
    public required IReadOnlyList<NoticeDocument> Suppressions { get; init; }

    /// <summary>Channels whose present or former address was found to be nobody's; a new address is used.</summary>
    public required IReadOnlyList<NoticeDocument> UnusableAddresses { get; init; }

    /// <summary>Objections whose review is open.</summary>
    public required IReadOnlyList<NoticeDocument> Objections { get; init; }

    /// <summary>Latest first, up to 100.</summary>
    public required IReadOnlyList<ContactDocument> Contacts { get; init; }
}
