using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Cluster.Internal;

/// <summary>Carries what followed from one call to one customer into its commit, telling news from history.</summary>
internal sealed class BatchEffects
{
    private readonly DayObservations _observations = new();
    private readonly List<RiskChange> _changes = [];
    private long _newsCutoffMs;

    /// <summary>What the customer writes into.</summary>
    public CustomerEffects Raw { get; } = new();

    /// <summary>A call begins.</summary>
    /// <param name="models">Who judges it.</param>
    /// <param name="newsCutoffMs">What happened before it (Unix milliseconds) is history.</param>
    public void Begin(ServedModels models, long newsCutoffMs)
    {
        _newsCutoffMs = newsCutoffMs;
        Raw.Clear();
        _changes.Clear();
        _observations.Judging(models.Champion);
        _observations.Begin(newsCutoffMs);
        (Raw.Shadow, Raw.Observer) = (models.Shadow, _observations);
    }

    /// <summary>Moves what followed from one event or tick into the commit.</summary>
    public void Collect(Customer customer, CustomerCommit commit)
    {
        foreach (var (_, point) in Raw.Scores)
            commit.Scores.Add(point);
        foreach (var change in Raw.RiskChanges)
        {
            if (IsNews(change.At))
                _changes.Add(change);
        }

        var number = customer.InterventionCount - Raw.Interventions.Count;
        foreach (var intervention in Raw.Interventions)
            commit.Interventions.Add(new NumberedIntervention(++number, intervention, IsNews(intervention.At) ? InterventionStatus.Proposed : InterventionStatus.Lapsed));
        _observations.MoveTo(commit.ObservedDays);
        Raw.Clear();
    }

    /// <summary>The changes of level that are news, once.</summary>
    public IReadOnlyList<RiskChange> TakeChanges()
    {
        IReadOnlyList<RiskChange> taken = _changes.Count == 0 ? [] : [.. _changes];
        _changes.Clear();
        return taken;
    }

    private bool IsNews(DateTimeOffset at) => at.ToUnixTimeMilliseconds() >= _newsCutoffMs;
}
