namespace PreDelinquency.Gateway.Contracts;

/// <summary>A contact with all that led to it and all that came of it.</summary>
public sealed record ContactDetailDocument
{
    public required ContactDocument Contact { get; init; }

    /// <summary>Why it was proposed; for the bank's people, strongest first.</summary>
    public required IReadOnlyList<ReasonDocument> Reasons { get; init; }

    /// <summary>What the customer gets or got; null where none was made, or the customer was forgotten.</summary>
    public required MessageDocument? Message { get; init; }

    /// <summary>In their order.</summary>
    public required IReadOnlyList<DecisionDocument> Decisions { get; init; }

    /// <summary>In their order.</summary>
    public required IReadOnlyList<OutcomeDocument> Outcomes { get; init; }
}
