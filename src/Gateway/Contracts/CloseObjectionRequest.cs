namespace PreDelinquency.Gateway.Contracts;

/// <summary>The end of a review.</summary>
public sealed record CloseObjectionRequest
{
    /// <summary>Name or number of the person, 1 to 100 characters; may be left out where the gateway knows people.</summary>
    public string? By { get; init; }

    /// <summary>What it came to, 1 to 4,000 characters.</summary>
    public required string Resolution { get; init; }
}
