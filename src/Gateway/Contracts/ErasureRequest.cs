namespace PreDelinquency.Gateway.Contracts;

/// <summary>An order to forget a customer.</summary>
public sealed record ErasureRequest
{
    /// <summary>Name or number of the person, 1 to 100 characters; stays readable in the audit log; may be left out where the gateway knows people.</summary>
    public string? By { get; init; }

    /// <summary>On which ground of GDPR art. 17(1): no_longer_needed, consent_withdrawn, objection, unlawful or legal_obligation.</summary>
    public required string Reason { get; init; }
}
