using PreDelinquency.Engine;

namespace PreDelinquency.Grains.Abstractions.Messages;

/// <summary>Asks for a part of a customer's past.</summary>
/// <param name="Before">Only what lies before this place; null for the end.</param>
/// <param name="Limit">At most so many of each kind, 1 to 1,000.</param>
[GenerateSerializer, Immutable, Alias("predelinquency.history-query")]
public sealed record HistoryQuery([property: Id(0)] HistoryCursor? Before, [property: Id(1)] int Limit);
