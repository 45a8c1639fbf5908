namespace PreDelinquency.Gateway.Contracts;

/// <summary>Who does it.</summary>
public sealed record PersonRequest
{
    /// <summary>Name or number of the person, 1 to 100 characters; recorded in the audit log.</summary>
    public required string By { get; init; }
}
