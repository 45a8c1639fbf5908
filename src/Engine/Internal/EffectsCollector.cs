using PreDelinquency.Domain;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>Carries what followed from one event or tick into the unit, telling news from history.</summary>
internal sealed class EffectsCollector
{
    private long _newsCutoffMs;

    /// <summary>What a customer writes into.</summary>
    public CustomerEffects Raw { get; } = new();

    /// <summary>What happened before the cutoff (Unix milliseconds) is history from here on.</summary>
    public void Begin(long newsCutoffMs) => _newsCutoffMs = newsCutoffMs;

    public void Collect(CustomerEntry entry, PendingUnit unit)
    {
        if (Raw.Scores.Count + Raw.RiskChanges.Count + Raw.Interventions.Count == 0)
            return;
        foreach (var (_, point) in Raw.Scores)
            unit.Unit.Scores.Add(new ScoreEntry(entry.No, point));
        foreach (var change in Raw.RiskChanges)
        {
            if (IsNews(change.At))
                unit.RiskChanges.Add(change);
        }

        var number = entry.Customer!.InterventionCount - Raw.Interventions.Count;
        foreach (var intervention in Raw.Interventions)
        {
            var status = IsNews(intervention.At) ? InterventionStatus.Proposed : InterventionStatus.Lapsed;
            unit.Unit.Interventions.Add(new InterventionEntry(entry.No, ++number, intervention, status));
        }

        Raw.Clear();
    }

    private bool IsNews(DateTimeOffset at) => at.ToUnixTimeMilliseconds() >= _newsCutoffMs;
}
