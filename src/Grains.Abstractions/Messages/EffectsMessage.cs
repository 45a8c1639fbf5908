using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Grains.Abstractions.Messages;

/// <summary>News on its way from a silo to the gateways.</summary>
/// <param name="Transactions">How many transactions led to it.</param>
/// <param name="RiskChanges">Customers that moved to another level.</param>
/// <param name="Interventions">By sequence.</param>
/// <param name="TraceParent">W3C's header of the span that sent it; null where none is kept, and in messages of version 1.</param>
[GenerateSerializer, Immutable, Alias("predelinquency.effects")]
public sealed record EffectsMessage(
    [property: Id(0)] int Transactions,
    [property: Id(1)] RiskChange[] RiskChanges,
    [property: Id(2)] SequencedIntervention[] Interventions,
    [property: Id(3)] string? TraceParent)
{
    public static EffectsMessage Of(CommittedEffects effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        return new EffectsMessage(effects.Transactions, [.. effects.RiskChanges], [.. effects.Interventions], Tracing.TraceParentOf(effects.Span));
    }

    public CommittedEffects ToEffects() => new()
    {
        Transactions = Transactions,
        RiskChanges = RiskChanges,
        Interventions = Interventions,
        Span = Tracing.Remote(TraceParent),
    };
}
