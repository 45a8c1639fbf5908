namespace PreDelinquency.Gateway.Contracts;

/// <summary>Another person's word on a proposed policy.</summary>
public sealed record PolicyDecisionRequest
{
    /// <summary>Name or number of the person, 1 to 100 characters; another than the one who proposed it; may be left out where the gateway knows people.</summary>
    public string? By { get; init; }

    /// <summary>Of the proposed policy.</summary>
    public required string Version { get; init; }
}
