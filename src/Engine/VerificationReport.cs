namespace PreDelinquency.Engine;

/// <summary>What a comparison of a store with a replay of its own log found.</summary>
/// <param name="Customers">Customers compared.</param>
/// <param name="LogEntries">Transactions replayed.</param>
/// <param name="Interventions">Interventions that the replay led to.</param>
/// <param name="Differences">One sentence each, the first hundred; empty where all is well.</param>
public sealed record VerificationReport(long Customers, long LogEntries, long Interventions, IReadOnlyList<string> Differences)
{
    public bool IsSound => Differences.Count == 0;
}
