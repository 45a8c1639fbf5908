using System.Diagnostics;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Tests.Doubles;

/// <summary>Keeps what it hears.</summary>
internal sealed class HeardEffects : ICommitListener
{
    public List<SequencedIntervention> Interventions { get; } = [];

    public List<RiskChange> Changes { get; } = [];

    /// <summary>Of each time that it heard.</summary>
    public List<ActivityContext> Spans { get; } = [];

    public void OnCommitted(CommittedEffects effects)
    {
        Interventions.AddRange(effects.Interventions);
        Changes.AddRange(effects.RiskChanges);
        Spans.Add(effects.Span);
    }
}
