using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>
/// Lets customers hear a tick, run by run: neighbours of one slot hear it at one place of the log, together with all that
/// follows from it and before any later event of theirs. Those that slept are woken a run at a time and may sleep again
/// before the next, so that a tick needs no more memory than other work does.
/// </summary>
internal sealed class TickSweep
{
    private readonly CustomerDirectory _directory;
    private readonly bool _isWall;
    private readonly int _runLength;
    private readonly int[] _slots;
    private readonly List<long>[] _heardMs = new List<long>[Slots.Count];
    private readonly List<CustomerEntry> _sleeping = [];
    private int _pending;
    private int _nextSlot;
    private int _nextRun;

    /// <param name="slots">The slots whose customers hear, one bit each.</param>
    /// <param name="options">On the wall clock a tick may come before an earlier one: somebody set the clock back.</param>
    /// <param name="directory">The customers.</param>
    public TickSweep(ulong slots, EngineOptions options, CustomerDirectory directory)
    {
        (_directory, _isWall, _runLength) = (directory, options.Clock == ClockKind.Wall, options.TickRun);
        _slots = [.. Enumerable.Range(0, Slots.Count).Where(slot => (slots & (1UL << slot)) != 0)];
        foreach (var slot in _slots)
            _heardMs[slot] = [];
    }

    /// <summary>Whether somebody has yet to hear the tick.</summary>
    public bool IsGoingOn => _pending > 0;

    /// <summary>Time of the latest tick in Unix milliseconds; 0 before the first.</summary>
    public long NowMs { get; private set; }

    /// <summary>A new tick; the one before it has been heard by everybody.</summary>
    public void Begin(long nowMs)
    {
        NowMs = nowMs;
        (_pending, _nextSlot, _nextRun) = (0, 0, 0);
        foreach (var slot in _slots)
        {
            var heard = _heardMs[slot];
            while (heard.Count < RunsIn(slot))
                heard.Add(0);
            foreach (var ms in heard)
                _pending += HasHeard(ms) ? 0 : 1;
        }
    }

    public void Restore(HeardTicks ticks)
    {
        foreach (var slot in _slots)
        {
            for (var run = 0; run < RunsIn(slot); run++)
                _heardMs[slot].Add(ticks.Of(slot, FirstNo(slot, run)));
        }

        NowMs = ticks.EarliestMs;
    }

    /// <summary>Whether a customer has yet to hear the tick.</summary>
    public bool IsPending(CustomerEntry entry) => _pending > 0 && !HasHeard(_heardMs[entry.Slot][RunOf(entry)]);

    /// <summary>Lets a customer hear the tick, and those around it.</summary>
    public void Hear(CustomerEntry entry, List<LogEntry> log, Action<CustomerEntry, DateTimeOffset> tick) => Hear(entry.Slot, RunOf(entry), log, tick);

    /// <summary>Lets the next run hear the tick.</summary>
    public void HearNext(List<LogEntry> log, Action<CustomerEntry, DateTimeOffset> tick)
    {
        for (; _nextSlot < _slots.Length; _nextSlot++, _nextRun = 0)
        {
            for (var slot = _slots[_nextSlot]; _nextRun < _heardMs[slot].Count; _nextRun++)
            {
                if (HasHeard(_heardMs[slot][_nextRun]))
                    continue;
                Hear(slot, _nextRun, log, tick);
                return;
            }
        }
    }

    /// <summary>Lets customers hear a tick, those that can still be moved by it.</summary>
    /// <param name="entries">A slot's customers.</param>
    /// <param name="from">Index of the first that hears.</param>
    /// <param name="to">Index after the last that hears.</param>
    /// <param name="nowMs">The tick's time in Unix milliseconds.</param>
    /// <param name="tick">What a customer does when it hears.</param>
    public void Hear(IReadOnlyList<CustomerEntry> entries, int from, int to, long nowMs, Action<CustomerEntry, DateTimeOffset> tick)
    {
        Wake(entries, from, to, nowMs);
        Tell(entries, from, to, nowMs, tick);
    }

    private void Wake(IReadOnlyList<CustomerEntry> entries, int from, int to, long nowMs)
    {
        _sleeping.Clear();
        for (var i = from; i < to; i++)
        {
            if (Hears(entries[i], nowMs) && entries[i].Customer is null)
                _sleeping.Add(entries[i]);
        }

        _directory.WakeBriefly(_sleeping);
    }

    private static void Tell(IReadOnlyList<CustomerEntry> entries, int from, int to, long nowMs, Action<CustomerEntry, DateTimeOffset> tick)
    {
        var now = EngineClock.At(nowMs);
        for (var i = from; i < to; i++)
        {
            var entry = entries[i];
            if (!Hears(entry, nowMs))
                continue;
            tick(entry, now);
            entry.QuietUntilMs = TickTimes.QuietUntil(entry.Summary.LatestEvent!.Value, nowMs);
        }
    }

    private void Hear(int slot, int run, List<LogEntry> log, Action<CustomerEntry, DateTimeOffset> tick)
    {
        var entries = _directory.InSlot(slot);
        var isLast = run == _heardMs[slot].Count - 1;
        var (from, to) = (run * _runLength, isLast ? entries.Count : (run + 1) * _runLength);

        // First what can fail, so that nothing is done by halves.
        Wake(entries, from, to, NowMs);
        var entry = LogEntry.Tick(1UL << slot, NowMs, FirstNo(slot, run), isLast ? int.MaxValue : FirstNo(slot, run + 1) - 1);
        while (log.Count > 0 && LogEntry.TryJoin(log[^1], entry, out var joined))
        {
            log.RemoveAt(log.Count - 1);
            entry = joined;
        }

        log.Add(entry);
        Tell(entries, from, to, NowMs, tick);
        _heardMs[slot][run] = NowMs;
        _pending--;
    }

    // A tick that comes again after a crash is for those who had not heard it.
    private bool HasHeard(long heardMs) => _isWall ? heardMs == NowMs : heardMs >= NowMs;

    private int RunsIn(int slot) => Math.Max(1, (_directory.InSlot(slot).Count + _runLength - 1) / _runLength);

    // Who came after the tick began is counted to the last run.
    private int RunOf(CustomerEntry entry) => Math.Min(entry.Place / _runLength, _heardMs[entry.Slot].Count - 1);

    private int FirstNo(int slot, int run) => run == 0 ? 0 : _directory.InSlot(slot)[run * _runLength].No;

    private static bool Hears(CustomerEntry entry, long nowMs) => nowMs >= entry.QuietUntilMs && entry.Summary.LatestEvent is not null && entry.Refusal is null;
}
