using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine;

/// <summary>What a customer's features were at a moment.</summary>
public sealed record PastFeatures
{
    public required string CustomerId { get; init; }

    /// <summary>The moment.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The customer's local day as of whose end the features are; null where there are none, and from a silo of an older version.</summary>
    public required DateOnly? Day { get; init; }

    /// <summary>Transactions that the features were made of; with 0 there are no features.</summary>
    public required long TransactionCount { get; init; }

    /// <summary>One value per feature of the catalogue, in its order; NaN where not known.</summary>
    public required IReadOnlyList<double> Features { get; init; }

    public required Maturity Maturity { get; init; }

    /// <summary>The score recorded last at or before the moment; null where there was none yet.</summary>
    public required ScorePoint? Score { get; init; }
}
