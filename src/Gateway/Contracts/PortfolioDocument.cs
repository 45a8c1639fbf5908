namespace PreDelinquency.Gateway.Contracts;

/// <summary>All customers, or those of a segment or region, by the scores that stand now and stood before.</summary>
public sealed record PortfolioDocument
{
    /// <summary>The present that it is of.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Customers who were judged within the last 98 days.</summary>
    public required int Customers { get; init; }

    /// <summary>Customers per level, LOW to CRITICAL, now, 24 hours and 7 times 24 hours ago.</summary>
    public required IReadOnlyList<LevelStandingDocument> Levels { get; init; }

    /// <summary>Day by day, 90 days ago first, now last.</summary>
    public required IReadOnlyList<PortfolioDayDocument> Trend { get; init; }

    /// <summary>How many customers have which score: 20 bins of 0.05.</summary>
    public required IReadOnlyList<ScoreBinDocument> Distribution { get; init; }

    /// <summary>Where the risk of customers at MEDIUM or above comes from, largest share first.</summary>
    public required IReadOnlyList<FamilyShareDocument> Families { get; init; }

    /// <summary>Customers whom the shares by family are of: at most the 500 most at risk.</summary>
    public required int Explained { get; init; }

    /// <summary>All segments that profiles name.</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    /// <summary>All regions that profiles name.</summary>
    public required IReadOnlyList<string> Regions { get; init; }
}
