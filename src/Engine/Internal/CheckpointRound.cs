using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>
/// Writes changed states a few at a time alongside the batches, so that no commit grows long. A round takes everybody who
/// changed before it began; when the last of them is written, all states of the worker's slots are complete up to the
/// position at which the round began.
/// </summary>
internal sealed class CheckpointRound(EngineOptions options, ulong slots, CustomerDirectory directory, TimeProvider time)
{
    // A state is as long as some fifteen log rows: seldom enough that states do not become most of what is written.
    private const long TransactionsPerState = 4;

    private readonly Queue<CustomerEntry> _round = [];
    private List<CustomerEntry> _touched = [];
    private RoundMark? _mark;
    private long _transactions;
    private long _began = time.GetTimestamp();

    public bool IsGoingOn => _mark is not null;

    /// <summary>Those who changed since the latest round began.</summary>
    public IReadOnlyList<CustomerEntry> Touched => _touched;

    /// <summary>Whether everything is written and marked so.</summary>
    public bool IsComplete => _mark is null && _touched.Count == 0;

    public void Touch(CustomerEntry entry)
    {
        if (entry.Touched)
            return;
        entry.Touched = true;
        _touched.Add(entry);
    }

    /// <summary>Counts what a recovery would have to apply again.</summary>
    public void CountEntry() => _transactions++;

    /// <summary>Whether a round should begin now.</summary>
    public bool IsDue(int partitions) =>
        _mark is null && _touched.Count > 0
        && (_transactions >= Math.Max(options.CheckpointTransactions / partitions, TransactionsPerState * _touched.Count) || directory.IsOverfull || time.GetElapsedTime(_began) >= options.CheckpointInterval);

    public void Begin(PendingUnit unit)
    {
        _mark = new RoundMark();
        unit.BeginsRound = _mark;
        foreach (var entry in _touched)
        {
            entry.Touched = false;
            entry.InRound = true;
            _round.Enqueue(entry);
        }

        _touched = [];
        _transactions = 0;
        _began = time.GetTimestamp();
    }

    /// <summary>Adds the next states to a unit; ends the round with the last of them.</summary>
    public void Write(PendingUnit unit, int most)
    {
        // Those that turn out unchanged cost a look each; that is bounded too.
        for (var looks = 0; looks < 4 * most && unit.Written.Count < most && _round.TryDequeue(out var entry); looks++)
        {
            entry.InRound = false;
            WriteState(entry, unit);
        }

        if (_round.Count > 0)
            return;
        unit.EndsRound = _mark;
        unit.Unit.CheckpointSlots = slots;
        _mark = null;
    }

    /// <summary>During a replay: adds the states of everybody who changed, as of a position.</summary>
    public void WriteTouched(PendingUnit unit, long position)
    {
        foreach (var entry in _touched)
        {
            entry.Touched = false;
            entry.StatePosition = position;
            WriteState(entry, unit);
        }

        _touched.Clear();
        _transactions = 0;
    }

    /// <summary>The unit's states are durable.</summary>
    public static void Acknowledge(PendingUnit unit)
    {
        foreach (var entry in unit.Written)
            entry.PendingWrites--;
    }

    private static void WriteState(CustomerEntry entry, PendingUnit unit)
    {
        var start = unit.StateBytes.WrittenCount;
        entry.Customer!.Write(unit.StateBytes);
        var state = unit.StateBytes.WrittenMemory[start..];
        if (!CustomerDirectory.Rehash(entry, state.Span))
            return;
        entry.PendingWrites++;
        unit.Written.Add(entry);
        unit.Unit.States.Add(new StateEntry(entry.No, state, entry.Summary));
    }
}
