using System.Numerics;
using PreDelinquency.Domain;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>
/// Finds out who must hear a tick, slot by slot, waking sleepers a page at a time. A slot hears it at one place of the
/// log, before any later event of its customers.
/// </summary>
internal sealed class TickSweep(ulong slots, CustomerDirectory directory)
{
    private const long DayMs = 24 * 3600 * 1000;
    private const int Page = 512;
    private readonly List<CustomerEntry> _sleeping = [];
    private IReadOnlyList<long> _heardMs = [];
    private long _latestHeardMs;

    /// <summary>Slots that have yet to hear the tick, one bit each.</summary>
    public ulong Pending { get; private set; }

    /// <summary>Time of the latest tick in Unix milliseconds; 0 before the first.</summary>
    public long NowMs { get; private set; }

    public void Begin(long nowMs)
    {
        (NowMs, Pending) = (nowMs, slots);

        // A tick that comes again after a crash is for those who had not heard it.
        for (var rest = nowMs <= _latestHeardMs ? slots : 0; rest != 0; rest &= rest - 1)
        {
            if (_heardMs[BitOperations.TrailingZeroCount(rest)] >= nowMs)
                Pending &= ~(rest & (0 - rest));
        }
    }

    /// <param name="heardMs">Per slot, the latest tick heard before the engine stopped.</param>
    public void Restore(IReadOnlyList<long> heardMs)
    {
        var own = Enumerable.Range(0, Slots.Count).Where(IsOwn).Select(slot => heardMs[slot]).ToList();
        (_heardMs, _latestHeardMs, NowMs) = (heardMs, own.Max(), own.Min());
    }

    private bool IsOwn(int slot) => (slots & (1UL << slot)) != 0;

    public bool IsPending(int slot) => (Pending & (1UL << slot)) != 0;

    /// <summary>The first slots that have yet to hear it, holding at least so many customers together where there are that many.</summary>
    public ulong Next(int customers)
    {
        var chosen = 0UL;
        for (var rest = Pending; rest != 0 && customers > 0; rest &= rest - 1)
        {
            chosen |= rest & (0 - rest);
            customers -= directory.InSlot(BitOperations.TrailingZeroCount(rest)).Count;
        }

        return chosen;
    }

    /// <summary>Lets every customer of some slots hear the tick and logs that they did.</summary>
    public void Run(ulong chosen, List<LogEntry> log, Action<CustomerEntry, DateTimeOffset> tick)
    {
        // Ticks without an event between them are one entry.
        if (log.Count > 0 && log[^1] is { Transaction: null } last && last.TickMs == NowMs)
            log[^1] = LogEntry.Tick(last.TickSlots | chosen, NowMs);
        else
            log.Add(LogEntry.Tick(chosen, NowMs));
        for (var rest = chosen; rest != 0; rest &= rest - 1)
            Run(directory.InSlot(BitOperations.TrailingZeroCount(rest)), NowMs, tick);
        Pending &= ~chosen;
    }

    /// <summary>Lets customers hear a tick, those that can still be moved by it.</summary>
    public void Run(IReadOnlyList<CustomerEntry> entries, long nowMs, Action<CustomerEntry, DateTimeOffset> tick)
    {
        var now = EngineClock.At(nowMs);
        for (var from = 0; from < entries.Count; from += Page)
        {
            var to = Math.Min(from + Page, entries.Count);
            _sleeping.Clear();
            for (var i = from; i < to; i++)
            {
                if (Hears(entries[i], nowMs) && entries[i].Customer is null)
                    _sleeping.Add(entries[i]);
            }

            directory.Wake(_sleeping);
            for (var i = from; i < to; i++)
            {
                var entry = entries[i];
                if (!Hears(entry, nowMs))
                    continue;
                tick(entry, now);
                entry.QuietUntilMs = QuietUntil(entry.Summary.LatestEvent!.Value, nowMs);
            }
        }
    }

    private static bool Hears(CustomerEntry entry, long nowMs) => nowMs >= entry.QuietUntilMs && entry.Summary.LatestEvent is not null && entry.Refusal is null;

    // A customer that heard a tick hears nothing new before its next local day begins, by the offset of its latest event;
    // and nothing ever once it is dormant (a day later, since its latest day may be by another offset).
    private static long QuietUntil(DateTimeOffset latest, long nowMs)
    {
        if (nowMs > latest.ToUnixTimeMilliseconds() + ((Customer.DormantAfterDays + 1) * DayMs))
            return long.MaxValue;
        var offsetMs = (long)latest.Offset.TotalMilliseconds;
        var localMs = nowMs + offsetMs;
        return localMs - (localMs % DayMs) + DayMs - offsetMs;
    }
}
