namespace PreDelinquency.Gateway.Contracts;

/// <summary>A prediction, or why there is none.</summary>
public sealed record BatchPredictionItem
{
    public required string CustomerId { get; init; }

    public Prediction? Prediction { get; init; }

    /// <summary>Where there is no prediction, why.</summary>
    public string? Error { get; init; }
}
