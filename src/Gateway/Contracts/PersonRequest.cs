namespace PreDelinquency.Gateway.Contracts;

/// <summary>Who does it.</summary>
public sealed record PersonRequest
{
    /// <summary>Name or number of the person, 1 to 100 characters; recorded in the audit log; may be left out where the gateway knows people.</summary>
    public string? By { get; init; }
}
