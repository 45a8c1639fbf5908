namespace PreDelinquency.Gateway.Contracts;

/// <summary>Something that came back of a contact.</summary>
public sealed record OutcomeRequest
{
    /// <summary>delivered, undelivered, opened, replied, accepted, declined, opted_out or followed_up: somebody has seen to what the customer replied or accepted.</summary>
    public required string Outcome { get; init; }

    /// <summary>Of undelivered, and of nothing else: bad_address, unreachable, filtered or other.</summary>
    public string? Reason { get; init; }

    /// <summary>Who tells, 1 to 100 characters, like <c>provider</c>.</summary>
    public required string Source { get; init; }
}
