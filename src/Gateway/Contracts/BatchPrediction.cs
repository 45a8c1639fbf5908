namespace PreDelinquency.Gateway.Contracts;

/// <summary>One item per customer that was asked for, in that order.</summary>
public sealed record BatchPrediction
{
    public required IReadOnlyList<BatchPredictionItem> Items { get; init; }

    /// <summary>How many of them are unknown.</summary>
    public required int NotFound { get; init; }

    /// <summary>How many of the ids are not valid.</summary>
    public required int Invalid { get; init; }

    /// <summary>How many of them cannot be scored now.</summary>
    public required int Unavailable { get; init; }
}
