using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>
/// One worker's customers and what it does with them, a step at a time: answer questions, take what has arrived, apply
/// it, hand it to the commit. It owns its customers; no other thread touches them. A step that a store's failure ends
/// can be repeated: nothing is lost or done twice.
/// </summary>
internal sealed partial class Partition
{
    private const int SmallPopulation = 16_384;
    private const int SweptPerStep = 4096;
    private const int SweptPerStepWhenFull = 1024;
    private const int MostKnownIds = 8_000_000;
    private const int StatesPerUnitInHaste = 8192;

    private readonly EngineCore _core;
    private readonly CustomerDirectory _directory;
    private readonly TickSweep _sweep;
    private readonly CheckpointRound _round;
    private readonly KnownTransactions _known;
    private readonly EffectsCollector _effects;
    private readonly DayObservations _observations = new();
    private readonly Queue<PendingUnit> _inFlight = [];
    private readonly Stack<PendingUnit> _spare = [];
    private readonly Action<CustomerEntry, DateTimeOffset> _tick;
    private readonly List<CustomerEntry> _sleeping = [];
    private PendingUnit _unit;
    private ServedModels _models;
    private int _swept;
    private WorkItem? _current;
    private CustomerEntry?[] _resolved = [];
    private volatile PartitionSnapshot _snapshot = PartitionSnapshot.Empty;
    private volatile bool _finishing;

    public Partition(EngineCore core, ulong slots)
    {
        _core = core;
        _directory = new CustomerDirectory(core.Store, core.Repair, Math.Max(1, core.Options.MaxActiveCustomers / core.Options.Partitions), entry => _round!.Touch(entry));
        _sweep = new TickSweep(slots, core.Options, _directory);
        _round = new CheckpointRound(core.Options, slots, _directory, core.Clock.Time);
        _known = new KnownTransactions(core.Store, MostKnownIds / core.Options.Partitions);
        _effects = new EffectsCollector();
        _tick = Tick;
        _unit = new PendingUnit(this);
        _models = core.Serving;
        _observations.Judging(_models.Champion);
    }

    /// <summary>Which of the partitions this is, from 0.</summary>
    public int Index { get; init; }

    public Mailbox Mailbox { get; } = new();

    /// <summary>Hears what follows from the log when it is replayed.</summary>
    public Action<CustomerEffects>? OnReplayed { get; init; }

    public CustomerDirectory Directory => _directory;

    public PartitionSnapshot Snapshot => _snapshot;

    /// <summary>Whether customers changed since their states were last taken for writing.</summary>
    public bool HasChanges => _round.Touched.Count > 0;

    /// <summary>Whether work can be taken now; else only a commit brings the worker on.</summary>
    public bool WantsWork => _inFlight.Count < _core.Options.MaxUnitsInFlight;

    /// <summary>Whether a final checkpoint that was asked for is durable and nothing else is on its way.</summary>
    public bool IsFinished => _finishing && _inFlight.Count == 0 && Mailbox.IsEmpty && _current is null && _round.IsComplete && !_sweep.IsGoingOn && !_unit.HasContent;

    /// <summary>From now on every step goes on with a checkpoint of everything, until <see cref="IsFinished"/>.</summary>
    public void Finish()
    {
        _finishing = true;
        Mailbox.Signal();
    }

    /// <summary>Does what there is to do, about one batch of it.</summary>
    /// <returns>Whether there was anything.</returns>
    /// <exception cref="StoreException">The store could not be read; repeat the step later.</exception>
    public bool Step()
    {
        var worked = Acknowledge();
        while (Mailbox.TryTakeQuestion(out var question))
        {
            question!(this);
            worked = true;
        }

        if (WantsWork)
        {
            _swept = 0;
            BeginNews();
            FillMeasured();
            Sweep(SweptPerStep);
            Checkpoint();
        }

        // Totals first: whoever is told of the commit may ask for them at once.
        _directory.SleepSurplus();
        Publish();
        return (WantsWork && Submit()) || worked;
    }

    /// <summary>Lets other threads see the totals.</summary>
    public void Publish()
    {
        if (_directory.Snapshot() is var snapshot && snapshot != _snapshot)
            _snapshot = snapshot;
    }

    /// <summary>The ticks that the customers heard last before the engine stopped.</summary>
    public void Restore(HeardTicks ticks) => _sweep.Restore(ticks);

    private bool Acknowledge()
    {
        var any = false;
        while (_inFlight.TryPeek(out var unit) && unit.Committed)
        {
            _inFlight.Dequeue();
            CheckpointRound.Acknowledge(unit);
            unit.Clear();
            _spare.Push(unit);
            any = true;
        }

        // What is durable now may sleep before others are woken.
        if (any)
            _directory.SleepSurplus();
        return any;
    }

    private void FillMeasured()
    {
        var time = _core.Clock.Time;
        var started = time.GetTimestamp();
        Fill();
        if (_unit.Consumed == 0)
            return;
        var took = time.GetElapsedTime(started);
        _core.Metrics.Applied(Index, took);
        if (_unit.Spans.Count == 0)
            return;

        // Which requests it is of shows only now.
        var ended = time.GetUtcNow();
        using var span = _unit.Spans.Start("apply", began: ended - took);
        span?.SetTag(Tracing.Transactions, _unit.Consumed).SetEndTime(ended.UtcDateTime);
    }

    private void Fill()
    {
        while (_unit.Consumed < _core.Options.MaxBatch && !IsCrowded && (_current is not null || Mailbox.TryTake(out _current)))
        {
            if (!MayBeJudged(_current!))
                return;
            switch (_current)
            {
                case TransactionsItem transactions:
                    Begin(transactions);
                    Apply(transactions);
                    if (transactions.Next < transactions.Count)
                        continue;
                    transactions.Release();
                    _unit.Waiting.Add(transactions.Request);
                    break;
                case TickItem tick:
                    // Each tick is heard in full before the next one is.
                    Sweep(int.MaxValue);
                    if (_sweep.IsGoingOn)
                        return;
                    _sweep.Begin(tick.NowMs);
                    BeginNews();
                    _current = null;
                    if (_directory.Count <= SmallPopulation)
                        Sweep(int.MaxValue);
                    continue;
                case MissedPaymentsItem missed:
                    Note(missed);
                    _unit.Waiting.Add(missed.Acknowledgement);
                    break;
                case ProfileItem profile:
                    Put(profile);
                    _unit.Waiting.Add(profile.Acknowledgement);
                    break;
            }

            _current = null;
        }
    }

    private void Begin(TransactionsItem item)
    {
        _unit.Spans.Add(item.Request.Span);
        if (item.Next == 0)
            _core.Metrics.Waited(_core.Clock.Time.GetElapsedTime(item.Request.DealtOut));
    }

    private void BeginNews()
    {
        var cutoffMs = _core.NewsCutoffMs(_sweep.NowMs);
        _effects.Begin(cutoffMs);
        _observations.Begin(cutoffMs);
        _effects.Raw.Observer = _observations;
    }

    /// <summary>Whether an item goes into this unit: all of a unit is judged by one model.</summary>
    private bool MayBeJudged(WorkItem item)
    {
        if (item.Models is not { } models || ReferenceEquals(models, _models))
            return true;
        if (_unit.Unit.Log.Count > 0)
            return false;
        _models = models;
        _effects.Raw.Shadow = models.Shadow;
        _observations.Judging(models.Champion);
        return true;
    }

    /// <summary>Whether a tick has woken as many as one unit may, with more awake than allowed: the rest comes once states are written.</summary>
    private bool IsCrowded => _swept >= Math.Min(SweptPerStepWhenFull, _core.Options.MaxBatch) && _directory.IsOverfull;

    private void Sweep(int most)
    {
        while (_sweep.IsGoingOn && _swept < most && !IsCrowded)
        {
            _sweep.HearNext(_unit.Unit.Log, _tick);
            _swept += _core.Options.TickRun;
        }
    }

    private void Tick(CustomerEntry entry, DateTimeOffset now)
    {
        entry.Customer!.Tick(now, _models.Champion, _effects.Raw);
        Changed(entry);
        _effects.Collect(entry, _unit);
    }

    private void Changed(CustomerEntry entry)
    {
        _directory.Update(entry);
        _round.Touch(entry);
    }

    private void Checkpoint()
    {
        if (_round.IsDue(_core.Options.Partitions) || (_finishing && !_round.IsGoingOn && !_round.IsComplete))
        {
            _round.Begin(_unit);
            _known.DropUnused();
        }

        if (_round.IsGoingOn)
            _round.Write(_unit, _finishing || _directory.IsOverfull ? Math.Max(StatesPerUnitInHaste, 2 * _core.Options.MaxBatch) : _core.Options.CheckpointStatesPerUnit);
    }

    private bool Submit()
    {
        if (!_unit.HasContent)
            return false;
        _unit.JudgedBy = _models.Champion;
        _observations.MoveTo(_unit.Unit.ObservedDays);
        _inFlight.Enqueue(_unit);
        _core.Committer.Submit(_unit);
        _unit = _spare.TryPop(out var spare) ? spare : new PendingUnit(this);
        return true;
    }
}
