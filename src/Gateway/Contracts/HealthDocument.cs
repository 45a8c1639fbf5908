namespace PreDelinquency.Gateway.Contracts;

/// <summary>Whether the service lives, and whether it can take requests.</summary>
public sealed record HealthDocument
{
    /// <summary><c>ready</c>, or <c>not_ready</c> while an essential part does not work yet or any more.</summary>
    public required string Status { get; init; }

    /// <summary>Always true in an answer: the process runs.</summary>
    public required bool Live { get; init; }

    /// <summary>Whether every essential part works.</summary>
    public required bool Ready { get; init; }

    public required IReadOnlyList<HealthPartDocument> Parts { get; init; }
}
