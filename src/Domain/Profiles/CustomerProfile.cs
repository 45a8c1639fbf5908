namespace PreDelinquency.Domain.Profiles;

/// <summary>What the bank tells us of a customer beside the transactions. Everything is optional; the score never reads it.</summary>
public sealed record CustomerProfile
{
    /// <summary>How a message addresses the customer.</summary>
    public string? Name { get; init; }

    /// <summary>IANA name, like <c>Europe/Madrid</c>: by which contact hours count.</summary>
    public string? TimeZone { get; init; }

    /// <summary>BCP 47 tag of the language of messages, like <c>en</c>.</summary>
    public string? Language { get; init; }

    public string? Email { get; init; }

    /// <summary>E.164 number, like <c>+15550100</c>.</summary>
    public string? Phone { get; init; }

    /// <summary>Channels on which the customer agreed to be contacted.</summary>
    public Consents Consents { get; init; } = new();

    public PayCycle? PayCycle { get; init; }

    /// <summary>Known bills with their due day and amount.</summary>
    public IReadOnlyList<ProfileObligation> Obligations { get; init; } = [];

    /// <summary>The bank's own segment; for reports only.</summary>
    public string? Segment { get; init; }

    /// <summary>Age band like <c>25-34</c>; for fairness reports only, never a feature.</summary>
    public string? AgeBand { get; init; }

    /// <summary>Region; for fairness reports only, never a feature.</summary>
    public string? Region { get; init; }
}
