namespace PreDelinquency.Gateway.Contracts;

/// <summary>Figures of the moment.</summary>
public sealed record StatsDocument
{
    public required long Customers { get; init; }

    /// <summary>Customers per level: LOW, MEDIUM, HIGH, CRITICAL.</summary>
    public required IReadOnlyDictionary<string, long> ByLevel { get; init; }

    /// <summary>Mean risk score over all customers; 0 where there is none.</summary>
    public required double AverageRisk { get; init; }

    /// <summary>Accepted ever.</summary>
    public required long Transactions { get; init; }

    public required long Duplicates { get; init; }

    /// <summary>Documents that could not be taken and are kept.</summary>
    public required long DeadLetters { get; init; }

    /// <summary>Proposed ever; also the sequence of the latest one.</summary>
    public required long Interventions { get; init; }

    /// <summary>Accepted per second over the last ten seconds.</summary>
    public required double TransactionsPerSecond { get; init; }

    /// <summary>Transactions that wait to be applied or committed.</summary>
    public required int Queued { get; init; }

    /// <summary>The present by the clock in force: the real time, or the newest timestamp of the stream.</summary>
    public required DateTimeOffset Now { get; init; }

    public required string ModelVersion { get; init; }
}
