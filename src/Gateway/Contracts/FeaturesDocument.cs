namespace PreDelinquency.Gateway.Contracts;

/// <summary>What a customer's features were at a moment.</summary>
public sealed record FeaturesDocument
{
    public required string CustomerId { get; init; }

    /// <summary>The moment; of a day its end, midnight in the offset of the customer's latest transaction up to then.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The customer's local day as of whose end the values are; null where a silo of an older version answers.</summary>
    public required DateOnly? Day { get; init; }

    /// <summary>Version of the feature catalogue that the values were computed by, see <c>GET /features</c>.</summary>
    public required string CatalogueVersion { get; init; }

    /// <summary>Values by feature name; null where not known.</summary>
    public required IReadOnlyDictionary<string, double?> Features { get; init; }

    /// <summary>learning or established: how well the customer was known.</summary>
    public required string Maturity { get; init; }

    /// <summary>Transactions that the values are made of.</summary>
    public required long TransactionCount { get; init; }

    /// <summary>The score recorded last at or before the moment; null where there was none.</summary>
    public required ScoreDocument? Score { get; init; }
}
