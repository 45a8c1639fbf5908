using System.Collections.Concurrent;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;

namespace PreDelinquency.Grains.Tests.Clusters;

/// <summary>What a gateway handed on.</summary>
internal sealed class HeardEffects : ICommitListener
{
    public ConcurrentQueue<SequencedIntervention> Interventions { get; } = new();

    public ConcurrentQueue<RiskChange> Changes { get; } = new();

    public void OnCommitted(CommittedEffects effects)
    {
        foreach (var intervention in effects.Interventions)
            Interventions.Enqueue(intervention);
        foreach (var change in effects.RiskChanges)
            Changes.Enqueue(change);
    }
}
