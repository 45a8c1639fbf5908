using PreDelinquency.Engine;

namespace PreDelinquency.Grains.Abstractions.Messages;

/// <summary>Customers of a shard by risk.</summary>
/// <param name="Customers">By falling probability, then by id.</param>
[GenerateSerializer, Immutable, Alias("predelinquency.high-risk-answer")]
public sealed record HighRiskAnswer([property: Id(0)] CustomerSummary[] Customers);
