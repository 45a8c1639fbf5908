using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Cluster.Portfolio;

/// <summary>Totals over the customers of one shard, or of several.</summary>
public sealed record ShardFigures
{
    public static readonly ShardFigures Empty = new();

    public RiskSums Sums { get; init; }

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
            Sums = left.Sums + right.Sums,
            Furthest = [.. left.Furthest.Concat(right.Furthest).OrderByDescending(f => f.Ms).Take(FrontRunner.Most)],
        };
    }
}
