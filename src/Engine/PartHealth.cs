namespace PreDelinquency.Engine;

/// <summary>One part that the process consists of.</summary>
/// <param name="Part">Like <c>store</c>, <c>engine</c> or <c>model</c>.</param>
/// <param name="Healthy">Whether it works now.</param>
/// <param name="Detail">Where it does not, why; else what it is.</param>
public sealed record PartHealth(string Part, bool Healthy, string Detail)
{
    /// <summary>Whether requests need it. One that they do not need is told of, and keeps nobody away.</summary>
    public bool IsEssential { get; init; } = true;
}
