namespace PreDelinquency.Gateway.Contracts;

/// <summary>A customer objects to being contacted, or to why.</summary>
public sealed record ObjectionRequest
{
    /// <summary>In the customer's words, 1 to 4,000 characters.</summary>
    public required string Statement { get; init; }
}
