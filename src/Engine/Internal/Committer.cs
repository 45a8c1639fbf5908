using System.Diagnostics;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>
/// Groups the units that are ready into one store transaction, in order; gives positions and sequences; then, and only
/// then, publishes and acknowledges. A commit that failed is repeated as it was.
/// </summary>
internal sealed class Committer(EngineCore core)
{
    private readonly object _lock = new();
    private readonly List<PendingUnit> _group = [];
    private readonly List<PendingUnit> _ready = [];
    private readonly JoinedSpans _spans = new();
    private volatile StoreTotals _totals = StoreTotals.Empty;
    private CommitBatch? _batch;
    private bool _isRepeated;

    /// <summary>As of the latest commit.</summary>
    public StoreTotals Totals => _totals;

    public void Restore(StoreTotals totals) => _totals = totals;

    public void Submit(PendingUnit unit)
    {
        lock (_lock)
        {
            _ready.Add(unit);
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Ends a wait.</summary>
    public void Signal()
    {
        lock (_lock)
            Monitor.Pulse(_lock);
    }

    /// <summary>Waits until a unit is ready, or a signal.</summary>
    public void Wait(TimeSpan longest)
    {
        lock (_lock)
        {
            if (_ready.Count == 0)
                Monitor.Wait(_lock, longest);
        }
    }

    /// <summary>Commits what is ready.</summary>
    /// <returns>Whether there was anything.</returns>
    /// <exception cref="StoreException">The commit failed; the next step repeats it.</exception>
    public bool Step()
    {
        if (_batch is null && !TakeReady())
            return false;
        var started = core.Clock.Time.GetTimestamp();
        using var span = _spans.Start("commit");
        if (_batch!.Units.Count > 0)
            Commit(_batch, span);
        span?.Stop();
        core.Availability.StoreWorks(this);
        var committed = core.Clock.Time.GetTimestamp();
        core.Metrics.Committed(core.Clock.Time.GetElapsedTime(started, committed), _group);
        _totals = _batch.Totals;
        Publish(span?.Context ?? default);
        core.Metrics.Published(core.Clock.Time.GetElapsedTime(committed));
        _batch = null;
        return true;
    }

    /// <summary>Before there are workers: commits states as of a position. Any thread.</summary>
    /// <exception cref="StoreException">The commit failed.</exception>
    public void CommitStates(PendingUnit pending, long position)
    {
        lock (_lock)
        {
            var totals = _totals with { Commits = _totals.Commits + 1 };
            pending.Unit.FirstPosition = position + 1;
            core.Store.Commit(new CommitBatch([pending.Unit], totals));
            _totals = totals;
        }
    }

    private void Commit(CommitBatch batch, Activity? span)
    {
        span?.SetTag(Tracing.Transactions, _group.Sum(p => p.Accepted)).SetTag(Tracing.Interventions, batch.Units.Sum(u => u.Interventions.Count));
        try
        {
            Commit(batch);
        }
        catch (StoreException e) when (span is not null)
        {
            span.Fail(e);
            throw;
        }
    }

    private void Commit(CommitBatch batch)
    {
        // The last attempt may have come through with only its answer lost.
        var isMade = _isRepeated && core.Store.ReadTotals().Commits == batch.Totals.Commits;
        _isRepeated = true;
        if (!isMade)
            core.Store.Commit(batch);
        _isRepeated = false;
    }

    private bool TakeReady()
    {
        lock (_lock)
        {
            if (_ready.Count == 0)
                return false;
            _group.Clear();
            _group.AddRange(_ready);
            _ready.Clear();
        }

        _spans.Clear();
        foreach (var pending in _group)
            _spans.Add(pending.Spans);

        var totals = _totals;
        foreach (var pending in _group)
            totals = Number(pending, totals);
        List<CommitUnit> units = [.. _group.Select(p => p.Unit).Where(u => !u.IsEmpty)];
        totals = totals with { StreamMs = Math.Max(totals.StreamMs, LatestMs(units)), Commits = totals.Commits + (units.Count > 0 ? 1 : 0) };
        _batch = new CommitBatch(units, totals);
        return true;
    }

    // As committed: the clock itself may be ahead, by events that a crash would lose.
    private long LatestMs(List<CommitUnit> units) =>
        core.Clock.Kind == ClockKind.Wall ? 0 : units.SelectMany(u => u.Log).Max(e => e.Transaction?.Timestamp.ToUnixTimeMilliseconds()) ?? 0;

    private StoreTotals Number(PendingUnit pending, StoreTotals totals)
    {
        var unit = pending.Unit;
        unit.FirstPosition = totals.Position + 1;
        unit.FirstSequence = totals.Interventions + 1;
        if (unit.Log.Count > 0 && pending.JudgedBy is { } model)
            core.Models.Judged(model, totals.Position, unit.Models);
        if (pending.BeginsRound is { } begins)
            begins.Position = unit.LastPosition;
        if (pending.EndsRound is { } ends)
            unit.CheckpointPosition = ends.Position;
        return totals with
        {
            Position = totals.Position + unit.Log.Count,
            Transactions = totals.Transactions + pending.Accepted,
            Duplicates = totals.Duplicates + pending.Duplicates,
            DeadLetters = totals.DeadLetters + unit.DeadLetters.Count,
            Interventions = totals.Interventions + unit.Interventions.Count,
        };
    }

    private void Publish(ActivityContext span)
    {
        core.Listeners.Publish(_group, span);
        var consumed = _group.Sum(p => p.Consumed);
        core.Gate.Release(consumed);
        core.Throughput.Add(consumed);
        core.Rate.Add(_group.Sum(p => p.Accepted));

        // Callers last: what they ask next must show what they were told.
        foreach (var pending in _group)
        {
            foreach (var waiting in pending.Waiting)
                waiting.PartDone();
            pending.Committed = true;

            // From here on the unit belongs to its owner again.
            pending.Owner?.Mailbox.Signal();
        }

        _group.Clear();
    }
}
