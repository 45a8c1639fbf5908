namespace PreDelinquency.Gateway.Contracts;

/// <summary>What a provider tells of a message that it took.</summary>
public sealed record DeliveryReportRequest
{
    /// <summary>That the message came with.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>delivered, opened, replied, accepted, declined or opted_out.</summary>
    public required string Outcome { get; init; }
}
