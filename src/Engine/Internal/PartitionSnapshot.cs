using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Engine.Internal;

/// <summary>A worker's totals at one moment.</summary>
/// <param name="Sums">Over its customers.</param>
/// <param name="Active">Customers held in memory.</param>
internal sealed record PartitionSnapshot(RiskSums Sums, long Active)
{
    public static readonly PartitionSnapshot Empty = new(default, 0);

    public static PartitionSnapshot operator +(PartitionSnapshot a, PartitionSnapshot b) => new(a.Sums + b.Sums, a.Active + b.Active);
}
