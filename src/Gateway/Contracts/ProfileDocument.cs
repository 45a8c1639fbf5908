namespace PreDelinquency.Gateway.Contracts;

/// <summary>What the bank tells of a customer beside the transactions. Everything is optional; the score never reads it.</summary>
public sealed record ProfileDocument
{
    /// <summary>How a message addresses the customer; at most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>IANA name, like <c>Europe/Madrid</c>: the hours of contact are kept by it. Without one, the default zone of the contact policy stands for it.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Language tag of messages, like <c>en</c>.</summary>
    public string? Language { get; init; }

    public string? Email { get; init; }

    /// <summary>E.164 number, like <c>+15550100</c>.</summary>
    public string? Phone { get; init; }

    /// <summary>Channels on which the customer agreed to be contacted; none where absent.</summary>
    public ConsentsDocument? Consents { get; init; }

    /// <summary><c>monthly</c>, <c>fortnightly</c>, <c>weekly</c> or <c>irregular</c>.</summary>
    public string? PayCycle { get; init; }

    /// <summary>Known bills with their due day and amount; at most 50.</summary>
    public IReadOnlyList<ObligationDocument?>? Obligations { get; init; }

    /// <summary>The bank's own segment; for reports only.</summary>
    public string? Segment { get; init; }

    /// <summary>Age band like <c>25-34</c>; for fairness reports only, never a feature.</summary>
    public string? AgeBand { get; init; }

    /// <summary>Region; for fairness reports only, never a feature.</summary>
    public string? Region { get; init; }
}
