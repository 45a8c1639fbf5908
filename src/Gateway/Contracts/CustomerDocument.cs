namespace PreDelinquency.Gateway.Contracts;

/// <summary>A customer as of now.</summary>
public sealed record CustomerDocument
{
    public required string CustomerId { get; init; }

    public required ProfileDocument? Profile { get; init; }

    /// <summary>Values by feature name, see <c>GET /features</c>; null where not known.</summary>
    public required IReadOnlyDictionary<string, double?> Features { get; init; }

    public required Prediction Score { get; init; }

    public required long TransactionCount { get; init; }

    /// <summary>Days from the first to the latest event, both counted; 0 without events.</summary>
    public required int HistoryDays { get; init; }

    /// <summary>Timestamp of the latest accepted transaction.</summary>
    public required DateTimeOffset? LatestEvent { get; init; }
}
