using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine;

/// <summary>A customer as of now.</summary>
public sealed record CustomerView
{
    public required string CustomerId { get; init; }

    public CustomerProfile? Profile { get; init; }

    public required RiskAssessment Assessment { get; init; }

    /// <summary>One value per feature of the catalogue, in its order; NaN where not known.</summary>
    public required IReadOnlyList<double> Features { get; init; }

    public required long TransactionCount { get; init; }

    /// <summary>Days from the first to the latest event, both counted; 0 without events.</summary>
    public required int HistoryDays { get; init; }

    public DateTimeOffset? LatestEvent { get; init; }

    /// <summary>The local day on which the open episode of raised risk began; null where none is open.</summary>
    public DateOnly? EpisodeOpenedOn { get; init; }
}
