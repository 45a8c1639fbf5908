using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine;

/// <summary>Figures of the moment.</summary>
public sealed record ServiceStats
{
    public required long Customers { get; init; }

    /// <summary>Customers per level; every level is there.</summary>
    public required IReadOnlyDictionary<RiskLevel, long> ByLevel { get; init; }

    /// <summary>Mean probability over all customers that have a score; 0 where there is none.</summary>
    public required double AverageRisk { get; init; }

    /// <summary>Accepted ever.</summary>
    public required long Transactions { get; init; }

    public required long Duplicates { get; init; }

    public required long DeadLetters { get; init; }

    public required long Interventions { get; init; }

    /// <summary>Accepted per second over the last ten seconds of the wall clock.</summary>
    public required double TransactionsPerSecond { get; init; }

    /// <summary>Transactions that wait to be applied or committed.</summary>
    public required int Queued { get; init; }

    /// <summary>The present that is shown: see <see cref="IRiskService.Present"/>.</summary>
    public required DateTimeOffset Now { get; init; }

    public required string ModelVersion { get; init; }
}
