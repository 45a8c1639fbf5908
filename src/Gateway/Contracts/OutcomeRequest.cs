namespace PreDelinquency.Gateway.Contracts;

/// <summary>Something that came back of a contact.</summary>
public sealed record OutcomeRequest
{
    /// <summary>delivered, opened, replied, accepted, declined, opted_out, paid_on_time or missed.</summary>
    public required string Outcome { get; init; }

    /// <summary>Who tells, 1 to 100 characters, like <c>provider</c>.</summary>
    public required string Source { get; init; }
}
