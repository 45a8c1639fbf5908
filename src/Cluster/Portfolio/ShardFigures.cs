namespace PreDelinquency.Cluster.Portfolio;

/// <summary>Totals over the customers of one shard, or of several.</summary>
public sealed record ShardFigures
{
    public static readonly ShardFigures Empty = new();

    public long Customers { get; init; }

    public long Low { get; init; }

    public long Medium { get; init; }

    public long High { get; init; }

    public long Critical { get; init; }

    /// <summary>Customers that have a score.</summary>
    public long Scored { get; init; }

    /// <summary>Sum of their probabilities in billionths, so that the order of adding leaves no trace.</summary>
    public long ProbabilitySumE9 { get; init; }

    /// <summary>The latest events, latest first: at most three customers with the Unix milliseconds of each one's latest.</summary>
    public IReadOnlyList<FrontRunner> Furthest { get; init; } = [];

    /// <summary>The latest timestamp in Unix milliseconds; 0 before the first.</summary>
    public long LatestMs => Furthest is [var first, ..] ? first.Ms : 0;

    /// <summary>The latest moment that three customers have reached, in Unix milliseconds; 0 while there are fewer.</summary>
    public long FrontMs => Furthest.Count == FrontRunner.Most ? Furthest[^1].Ms : 0;

    public static ShardFigures operator +(ShardFigures left, ShardFigures right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new()
        {
            Customers = left.Customers + right.Customers,
            Low = left.Low + right.Low,
            Medium = left.Medium + right.Medium,
            High = left.High + right.High,
            Critical = left.Critical + right.Critical,
            Scored = left.Scored + right.Scored,
            ProbabilitySumE9 = left.ProbabilitySumE9 + right.ProbabilitySumE9,
            Furthest = [.. left.Furthest.Concat(right.Furthest).OrderByDescending(f => f.Ms).Take(FrontRunner.Most)],
        };
    }
}
