namespace PreDelinquency.Gateway.Contracts;

/// <summary>What came of a call.</summary>
public sealed record CallResultRequest
{
    /// <summary>The agent who claimed it.</summary>
    public required string By { get; init; }

    /// <summary>reached, unanswered or wrong_number.</summary>
    public required string Result { get; init; }
}
