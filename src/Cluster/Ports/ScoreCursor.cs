namespace PreDelinquency.Cluster.Ports;

/// <summary>A place in the order in which rows became visible to everybody: by the transaction that wrote them, then by number.</summary>
/// <param name="Commit">Number of the writing transaction; all with lower numbers have ended.</param>
/// <param name="Number">Number of the row.</param>
public readonly record struct ScoreCursor(long Commit, long Number)
{
    /// <summary>Before everything.</summary>
    public static readonly ScoreCursor Start;
}
