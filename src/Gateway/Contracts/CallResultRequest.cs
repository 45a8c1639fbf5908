namespace PreDelinquency.Gateway.Contracts;

/// <summary>What came of a call.</summary>
public sealed record CallResultRequest
{
    /// <summary>The agent who claimed it; may be left out where the gateway knows people.</summary>
    public string? By { get; init; }

    /// <summary>reached, unanswered or wrong_number.</summary>
    public required string Result { get; init; }
}
