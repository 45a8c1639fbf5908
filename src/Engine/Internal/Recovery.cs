using System.Numerics;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>Brings customers to where the store's log ends: stored states, then the log after them. What follows from the log was committed with it.</summary>
internal static class Recovery
{
    private const int Page = 8192;

    /// <returns>How many log entries were replayed.</returns>
    public static long Run(EngineCore core)
    {
        var totals = core.Store.ReadTotals();
        core.Committer.Restore(totals);
        var ticks = core.Store.ReadSlotTicks();
        core.Clock.Restore(HeardMs(core.Store, ticks, totals), totals.StreamMs);
        var slotPositions = core.Store.ReadSlotPositions();
        var entries = new List<CustomerEntry?> { null };
        var positions = new List<long> { 0 };
        foreach (var record in core.Store.ReadCustomers())
        {
            while (entries.Count <= record.No)
            {
                entries.Add(null);
                positions.Add(0);
            }

            var entry = core.Partitions[core.HomeOf(record.Id)].Directory.AddAsleep(record);
            entries[record.No] = entry;
            positions[record.No] = Math.Max(record.StatePosition, slotPositions[entry.Slot]);
            entry.StatePosition = positions[record.No];
        }

        core.RestoreCustomerNo(entries.Count - 1);
        var replayed = new Replay(core, entries, positions).Run(entries.Count > 1 ? slotPositions.Min() : totals.Position);
        foreach (var partition in core.Partitions)
        {
            foreach (var entry in partition.Directory.All)
                entry.StatePosition = long.MaxValue;
            partition.Restore(ticks);
            partition.Publish();
        }

        return replayed;
    }

    // Before the first tick the clock stood at the first event.
    private static long HeardMs(IStore store, IReadOnlyList<long> ticks, StoreTotals totals)
    {
        var heardMs = ticks.Min();
        if (totals.StreamMs == 0 || heardMs > 0)
            return heardMs;
        return store.ReadLog(0).Select(e => e.Entry.Transaction).FirstOrDefault(t => t is not null)?.Timestamp.ToUnixTimeMilliseconds() ?? 0;
    }

    /// <summary>Replays the log page by page, every worker's customers on a thread of their own while the next page is read.</summary>
    private sealed class Replay(EngineCore core, List<CustomerEntry?> entries, List<long> positions)
    {
        private readonly HashSet<CustomerEntry>[] _moved = [.. core.Partitions.Select(_ => new HashSet<CustomerEntry>())];
        private readonly long[] _counts = new long[core.Partitions.Count];

        public long Run(long afterPosition)
        {
            var applying = Task.CompletedTask;
            foreach (var page in core.Store.ReadLog(afterPosition).Chunk(Page))
            {
                applying.GetAwaiter().GetResult();
                applying = Task.Run(() => Parallel.For(0, core.Partitions.Count, home => Apply(page, home)));
            }

            applying.GetAwaiter().GetResult();
            SkipInterventions();
            return _counts.Sum();
        }

        private void Apply(PositionedEntry[] page, int home)
        {
            var partition = core.Partitions[home];
            Wake(page, home, partition);
            foreach (var (position, entry) in page)
            {
                if (entry.Transaction is null)
                    Tick(position, entry, home, partition);
                else if (Concerns(position, entry, home) is { } customer)
                {
                    partition.Replay(customer, entry.Transaction);
                    _moved[home].Add(customer);
                    _counts[home]++;
                }
            }
        }

        // In one read, rather than one by one.
        private void Wake(PositionedEntry[] page, int home, Partition partition)
        {
            var sleeping = new HashSet<CustomerEntry>();
            foreach (var (position, entry) in page)
            {
                if (entry.Transaction is not null && Concerns(position, entry, home) is { Customer: null } customer)
                    sleeping.Add(customer);
            }

            partition.Directory.Wake([.. sleeping]);
        }

        private CustomerEntry? Concerns(long position, LogEntry entry, int home) =>
            position > positions[entry.CustomerNo] && entries[entry.CustomerNo] is { } customer && core.HomeOf(customer.Slot) == home ? customer : null;

        private void Tick(long position, LogEntry entry, int home, Partition partition)
        {
            for (var rest = entry.TickSlots; rest != 0; rest &= rest - 1)
            {
                var slot = BitOperations.TrailingZeroCount(rest);
                if (core.HomeOf(slot) != home)
                    continue;
                var hearing = partition.Directory.InSlot(slot).Where(e => position > positions[e.No]).ToList();
                partition.Replay(hearing, entry.TickMs);
            }
        }

        private void SkipInterventions()
        {
            if (_moved.All(m => m.Count == 0))
                return;
            var numbers = core.Store.ReadInterventionNumbers();
            foreach (var entry in _moved.SelectMany(m => m))
            {
                if (numbers.TryGetValue(entry.No, out var number))
                    entry.Customer?.SkipInterventionsTo(number);
            }
        }
    }
}
