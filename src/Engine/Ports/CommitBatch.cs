namespace PreDelinquency.Engine.Ports;

/// <summary>What one store transaction makes durable.</summary>
/// <param name="Units">In order; positions and sequences rise through them without gaps.</param>
/// <param name="Totals">As of the end of the batch.</param>
public sealed record CommitBatch(IReadOnlyList<CommitUnit> Units, StoreTotals Totals);
