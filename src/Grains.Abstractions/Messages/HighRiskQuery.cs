using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Grains.Abstractions.Messages;

/// <summary>Asks for customers of a shard by risk.</summary>
/// <param name="LevelNumber">The least level, as a number.</param>
/// <param name="Limit">At most so many.</param>
[GenerateSerializer, Immutable, Alias("predelinquency.high-risk-query")]
public sealed record HighRiskQuery([property: Id(0)] byte LevelNumber, [property: Id(1)] int Limit)
{
    /// <summary>The least level.</summary>
    public RiskLevel Level => (RiskLevel)LevelNumber;
}
