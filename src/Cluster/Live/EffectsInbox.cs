using System.Diagnostics;
using PreDelinquency.Cluster.Internal;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Cluster.Live;

/// <summary>
/// Where a gateway hears what hosts anywhere in the cluster made durable. What comes by the stream is only a hint: interventions
/// are handed on in the order of their sequence, none twice and none left out, since whatever the stream lost or brought out of
/// order is read from the store. Changes of level are handed on as they come.
/// </summary>
/// <param name="store">Has every intervention.</param>
public sealed class EffectsInbox(IClusterStore store) : IDisposable
{
    private const int Page = 1000;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _lock = new();
    private volatile ICommitListener[] _listeners = [];
    private long _sequence = -1;

    /// <summary>Sequence of the last intervention that was handed on, or that was there before this began.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    /// <summary>Begins after what is stored already; after the first time it changes nothing.</summary>
    /// <exception cref="Engine.Ports.StoreException">The store does not work; the next call begins.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await BeginInTurnAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Registers a listener; dispose the result to end it.</summary>
    public IDisposable Listen(ICommitListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        lock (_lock)
            _listeners = [.. _listeners, listener];
        return new Registration(this, listener);
    }

    /// <summary>Takes what came by the stream.</summary>
    /// <exception cref="Engine.Ports.StoreException">The store does not work; the same, or the next, call makes good what was not handed on.</exception>
    public async Task TakeAsync(CommittedEffects effects, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(effects);
        if (effects.RiskChanges.Count > 0)
            Tell(effects.RiskChanges, [], effects.Span);
        if (effects.Interventions is [.., var last] && last.Sequence > Sequence)
            await CatchUpAsync(effects, cancellationToken);
    }

    /// <summary>Hands on every intervention that is stored and was not handed on; begins, where nobody did yet.</summary>
    /// <exception cref="Engine.Ports.StoreException">The store does not work.</exception>
    public Task CatchUpAsync(CancellationToken cancellationToken) => CatchUpAsync(hint: null, cancellationToken);

    public void Dispose() => _turn.Dispose();

    /// <param name="hint">What the stream brought, and by which span; of all else the store knows the span that led to it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    private async Task CatchUpAsync(CommittedEffects? hint, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await BeginInTurnAsync(cancellationToken);
            while (await store.ReadInterventionsAfterAsync(_sequence, Page, cancellationToken) is { Count: > 0 } page)
            {
                foreach (var (proposed, span) in InRuns(page, hint))
                    Tell([], proposed, span);
                Volatile.Write(ref _sequence, page[^1].Intervention.Sequence);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    // Whoever comes first: a look at the store that came before would otherwise walk through all that was ever proposed.
    private async ValueTask BeginInTurnAsync(CancellationToken cancellationToken)
    {
        if (_sequence < 0)
            Volatile.Write(ref _sequence, (await store.ReadTotalsAsync(cancellationToken)).Interventions);
    }

    /// <summary>What is to be acted upon, in order, by neighbours of one span.</summary>
    private static List<(List<SequencedIntervention> Proposed, ActivityContext Span)> InRuns(IReadOnlyList<PublishedIntervention> page, CommittedEffects? hint)
    {
        var runs = new List<(List<SequencedIntervention> Proposed, ActivityContext Span)>();
        foreach (var (intervention, traceParent) in page)
        {
            if (intervention.Status != InterventionStatus.Proposed)
                continue;
            var span = hint?.Interventions.Any(hinted => hinted.Sequence == intervention.Sequence) == true ? hint.Span : Tracing.Remote(traceParent);
            if (runs.Count == 0 || runs[^1].Span != span)
                runs.Add(([], span));
            runs[^1].Proposed.Add(intervention);
        }

        return runs;
    }

    private void Tell(IReadOnlyList<RiskChange> changes, List<SequencedIntervention> interventions, ActivityContext span)
    {
        ClusterMetrics.HandedOn(changes.Count, interventions.Count);
        var effects = new CommittedEffects { Transactions = 0, RiskChanges = changes, Interventions = interventions, Span = span };
        foreach (var listener in _listeners)
            listener.OnCommitted(effects);
    }

    private sealed class Registration(EffectsInbox owner, ICommitListener listener) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._lock)
                owner._listeners = [.. owner._listeners.Where(l => !ReferenceEquals(l, listener))];
        }
    }
}
