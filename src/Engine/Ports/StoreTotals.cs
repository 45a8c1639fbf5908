namespace PreDelinquency.Engine.Ports;

/// <summary>Figures over everything that was ever committed.</summary>
public sealed record StoreTotals
{
    /// <summary>An empty store's.</summary>
    public static readonly StoreTotals Empty = new();

    /// <summary>Commits; it tells whether a commit whose answer got lost was made.</summary>
    public long Commits { get; init; }

    /// <summary>Position of the last log entry; the first one has 1.</summary>
    public long Position { get; init; }

    public long Transactions { get; init; }

    public long Duplicates { get; init; }

    public long DeadLetters { get; init; }

    /// <summary>Interventions, which is also the sequence of the last one.</summary>
    public long Interventions { get; init; }

    /// <summary>The stream's own time: the latest timestamp committed, in Unix milliseconds; 0 before the first.</summary>
    public long StreamMs { get; init; }
}
