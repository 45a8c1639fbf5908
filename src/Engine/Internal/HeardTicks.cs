using System.Numerics;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>Which tick each customer heard last before the engine stopped, by slot and number.</summary>
internal sealed class HeardTicks
{
    private readonly List<(int From, int Through, long Ms)>[] _bySlot = [.. Enumerable.Range(0, Slots.Count).Select(_ => new List<(int, int, long)>())];

    private HeardTicks()
    {
    }

    /// <summary>The earliest of them over all customers that there are or could be, in Unix milliseconds; 0 where some heard none.</summary>
    public long EarliestMs { get; private set; }

    /// <param name="latestFirst">The log's ticks; read as far back as needed.</param>
    public static HeardTicks Of(IEnumerable<LogEntry> latestFirst)
    {
        var heard = new HeardTicks();
        var missing = Enumerable.Range(0, Slots.Count).Select(_ => new List<(int From, int Through)> { (0, int.MaxValue) }).ToArray();
        var missingSlots = ulong.MaxValue;
        foreach (var tick in latestFirst)
        {
            for (var rest = tick.TickSlots & missingSlots; rest != 0; rest &= rest - 1)
            {
                var slot = BitOperations.TrailingZeroCount(rest);
                heard.Fill(slot, missing[slot], tick);
                if (missing[slot].Count == 0)
                    missingSlots &= ~(1UL << slot);
            }

            if (missingSlots == 0)
                break;
        }

        heard.EarliestMs = missingSlots != 0 ? 0 : heard._bySlot.Min(ranges => ranges.Min(r => r.Ms));
        return heard;
    }

    /// <summary>The tick that a customer heard last, in Unix milliseconds; 0 where it heard none.</summary>
    public long Of(int slot, int no) => _bySlot[slot].Find(r => r.From <= no && no <= r.Through).Ms;

    private void Fill(int slot, List<(int From, int Through)> missing, LogEntry tick)
    {
        for (var i = missing.Count - 1; i >= 0; i--)
        {
            var (from, through) = missing[i];
            if (tick.TickThrough < from || tick.TickFrom > through)
                continue;
            missing.RemoveAt(i);
            _bySlot[slot].Add((Math.Max(from, tick.TickFrom), Math.Min(through, tick.TickThrough), tick.TickMs));
            if (tick.TickThrough < through)
                missing.Insert(i, (tick.TickThrough + 1, through));
            if (from < tick.TickFrom)
                missing.Insert(i, (from, tick.TickFrom - 1));
        }
    }
}
