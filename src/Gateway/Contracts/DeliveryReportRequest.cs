namespace PreDelinquency.Gateway.Contracts;

/// <summary>What a provider tells of a message that it took.</summary>
public sealed record DeliveryReportRequest
{
    /// <summary>That the message came with.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>delivered, undelivered, opened, replied, accepted, declined or opted_out.</summary>
    public required string Outcome { get; init; }

    /// <summary>Of undelivered, and of nothing else: bad_address, unreachable, filtered or other. bad_address keeps the channel from that address for good.</summary>
    public string? Reason { get; init; }
}
