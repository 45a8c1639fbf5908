using System.Diagnostics;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;

namespace PreDelinquency.Gateway.Tests.Doubles;

/// <content>What the test commits, and who hears of it.</content>
internal sealed partial class MemoryService
{
    private readonly List<ICommitListener> _listeners = [];
    private readonly List<SequencedIntervention> _interventions = [];

    /// <summary>How often interventions were read from the store.</summary>
    public int StoreReads { get; private set; }

    public ValueTask<IReadOnlyList<SequencedIntervention>> GetInterventionsAsync(long afterSequence, int limit, CancellationToken cancellationToken)
    {
        Throw();
        lock (_lock)
        {
            StoreReads++;
            return new([.. _interventions.Skip((int)Math.Min(afterSequence, int.MaxValue)).Take(limit)]);
        }
    }

    public IDisposable Listen(ICommitListener listener)
    {
        lock (_lock)
            _listeners.Add(listener);
        return new Listening(this, listener);
    }

    /// <summary>Stores an intervention without a word to the listeners, as before a restart.</summary>
    public SequencedIntervention Store(string customerId, RiskLevel level)
    {
        lock (_lock)
        {
            var intervention = new SequencedIntervention(_interventions.Count + 1, Sample.Intervention(customerId, level, _interventions.Count + 1));
            _interventions.Add(intervention);
            return intervention;
        }
    }

    /// <summary>Commits one intervention.</summary>
    public SequencedIntervention Commit(string customerId, RiskLevel level)
    {
        var intervention = Store(customerId, level);
        Tell([intervention], []);
        return intervention;
    }

    /// <summary>Commits one change of level.</summary>
    public void Commit(RiskChange change) => Tell([], [change]);

    private void Tell(IReadOnlyList<SequencedIntervention> interventions, IReadOnlyList<RiskChange> changes)
    {
        lock (_lock)
        {
            foreach (var listener in _listeners)
                listener.OnCommitted(new CommittedEffects { Transactions = 1, Interventions = interventions, RiskChanges = changes, Span = Activity.Current?.Context ?? default });
        }
    }

    private sealed class Listening(MemoryService service, ICommitListener listener) : IDisposable
    {
        public void Dispose()
        {
            lock (service._lock)
                service._listeners.Remove(listener);
        }
    }
}
