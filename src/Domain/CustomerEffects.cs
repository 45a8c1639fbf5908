using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Domain;

/// <summary>What followed from events and ticks, in order; the host owns it, clears it and carries it out.</summary>
public sealed class CustomerEffects
{
    /// <summary>Scores worth recording: on every change of level, when the score moved by 0.02, and at least weekly.</summary>
    public List<(string CustomerId, ScorePoint Point)> Scores { get; } = [];

    public List<RiskChange> RiskChanges { get; } = [];

    public List<Intervention> Interventions { get; } = [];

    /// <summary>Sees every day that is judged; null for none. The host's to set; stays over <see cref="Clear"/>.</summary>
    public IDayObserver? Observer { get; set; }

    /// <summary>Scores beside the model wherever a score is worth recording; null for none. The host's to set; stays over <see cref="Clear"/>.</summary>
    public ModelBundle? Shadow { get; set; }

    public void Clear()
    {
        Scores.Clear();
        RiskChanges.Clear();
        Interventions.Clear();
    }
}
