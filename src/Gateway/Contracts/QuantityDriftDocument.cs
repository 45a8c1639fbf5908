namespace PreDelinquency.Gateway.Contracts;

/// <summary>How the spread of one quantity differs from training.</summary>
public sealed record QuantityDriftDocument
{
    /// <summary>The feature, or risk_score.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Whether the feature is a habit itself, or holds something of all history. What happened once fades and never is gone, so the spread of habits depends on
    /// the length of histories: they are shown and raise no alert. What moves a habit shows before in the features beside it.
    /// </summary>
    public required bool IsHabit { get; init; }

    /// <summary>Population stability index: under 0.1 nothing moved, from 0.25 on it is another population.</summary>
    public required double? Psi { get; init; }

    /// <summary>stable, moved or shifted, by those limits.</summary>
    public required string State { get; init; }

    /// <summary>Share of training rows without a value.</summary>
    public required double MissingThen { get; init; }

    /// <summary>Share of observations without a value.</summary>
    public required double MissingNow { get; init; }

    /// <summary>Upper ends of all bins but the last.</summary>
    public required IReadOnlyList<double> Edges { get; init; }

    /// <summary>Share of training rows per bin, and last of missing values.</summary>
    public required IReadOnlyList<double> SharesThen { get; init; }

    /// <summary>Share of observations per bin, and last of missing values.</summary>
    public required IReadOnlyList<double> SharesNow { get; init; }
}
