namespace PreDelinquency.Gateway.Contracts;

/// <summary>Another person's word on a proposed policy.</summary>
public sealed record PolicyDecisionRequest
{
    /// <summary>Name or number of the person, 1 to 100 characters; another than the one who proposed it.</summary>
    public required string By { get; init; }

    /// <summary>Of the proposed policy.</summary>
    public required string Version { get; init; }
}
