namespace PreDelinquency.Gateway.Contracts;

/// <summary>A prediction, or why there is none.</summary>
public sealed record BatchPredictionItem
{
    /// <summary>As it was asked for.</summary>
    public required string? CustomerId { get; init; }

    public Prediction? Prediction { get; init; }

    /// <summary>Where there is no prediction, why: <c>not found</c>; the place, the rule and the value of an id that is not valid; or what keeps the customer from being scored now.</summary>
    public string? Error { get; init; }
}
