using System.Diagnostics;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Internal;

/// <summary>Those who hear of commits.</summary>
internal sealed class Listeners
{
    private readonly Lock _lock = new();
    private volatile ICommitListener[] _listeners = [];

    public IDisposable Add(ICommitListener listener)
    {
        lock (_lock)
            _listeners = [.. _listeners, listener];
        return new Registration(this, listener);
    }

    /// <summary>Tells everybody of a commit, unless nothing in it is news.</summary>
    /// <param name="units">What was committed.</param>
    /// <param name="span">The commit's span; default where it has none.</param>
    public void Publish(IReadOnlyList<PendingUnit> units, ActivityContext span)
    {
        var listeners = _listeners;
        if (listeners.Length == 0)
            return;
        var transactions = 0;
        var changes = new List<RiskChange>();
        var interventions = new List<SequencedIntervention>();
        foreach (var pending in units)
        {
            transactions += pending.Accepted;
            changes.AddRange(pending.RiskChanges);
            for (var i = 0; i < pending.Unit.Interventions.Count; i++)
            {
                var entry = pending.Unit.Interventions[i];
                if (entry.Status == InterventionStatus.Proposed)
                    interventions.Add(new SequencedIntervention(pending.Unit.FirstSequence + i, entry.Intervention, entry.Status));
            }
        }

        if (transactions + changes.Count + interventions.Count == 0)
            return;
        var effects = new CommittedEffects { Transactions = transactions, RiskChanges = changes, Interventions = interventions, Span = span };
        foreach (var listener in listeners)
            listener.OnCommitted(effects);
    }

    private void Remove(ICommitListener listener)
    {
        lock (_lock)
        {
            var index = Array.IndexOf(_listeners, listener);
            if (index >= 0)
                _listeners = [.. _listeners[..index], .. _listeners[(index + 1)..]];
        }
    }

    private sealed class Registration(Listeners owner, ICommitListener listener) : IDisposable
    {
        private ICommitListener? _listener = listener;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _listener, null) is { } registered)
                owner.Remove(registered);
        }
    }
}
