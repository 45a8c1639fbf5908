namespace PreDelinquency.Engine.Internal;

/// <summary>A worker's totals at one moment. Probabilities are summed in billionths, so that adding and taking away leaves no rest.</summary>
internal sealed record PartitionSnapshot(long Customers, long Active, long Scored, long ProbabilitySumE9, long Low, long Medium, long High, long Critical)
{
    public static readonly PartitionSnapshot Empty = new(0, 0, 0, 0, 0, 0, 0, 0);

    public static PartitionSnapshot operator +(PartitionSnapshot a, PartitionSnapshot b) => new(
        a.Customers + b.Customers,
        a.Active + b.Active,
        a.Scored + b.Scored,
        a.ProbabilitySumE9 + b.ProbabilitySumE9,
        a.Low + b.Low,
        a.Medium + b.Medium,
        a.High + b.High,
        a.Critical + b.Critical);
}
