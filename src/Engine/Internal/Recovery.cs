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
        core.Clock.Restore(totals.StreamMs);
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
        }

        core.RestoreCustomerNo(entries.Count - 1);
        var replayed = new Replay(core, entries, positions).Run(entries.Count > 1 ? slotPositions.Min() : totals.Position);
        foreach (var partition in core.Partitions)
        {
            partition.Restore(core.Clock.TickOf(totals.StreamMs));
            partition.Publish();
        }

        return replayed;
    }

    private sealed class Replay(EngineCore core, List<CustomerEntry?> entries, List<long> positions)
    {
        private readonly HashSet<CustomerEntry> _moved = [];

        public long Run(long afterPosition)
        {
            long count = 0;
            foreach (var page in core.Store.ReadLog(afterPosition).Chunk(Page))
            {
                Wake(page);
                foreach (var (position, entry) in page)
                {
                    if (entry.Transaction is not null)
                        count += Apply(position, entry) ? 1 : 0;
                    else
                        Tick(position, entry);
                }
            }

            SkipInterventions();
            return count;
        }

        private void Wake(PositionedEntry[] page)
        {
            var sleeping = page
                .Where(e => e.Entry.Transaction is not null && e.Position > positions[e.Entry.CustomerNo])
                .Select(e => entries[e.Entry.CustomerNo]!)
                .Where(e => e.Customer is null)
                .Distinct();
            foreach (var group in sleeping.GroupBy(e => core.HomeOf(e.Slot)))
                core.Partitions[group.Key].Directory.Wake([.. group]);
        }

        private bool Apply(long position, LogEntry entry)
        {
            if (position <= positions[entry.CustomerNo])
                return false;
            var customer = entries[entry.CustomerNo]!;
            core.Partitions[core.HomeOf(customer.Slot)].Replay(customer, entry.Transaction!);
            _moved.Add(customer);
            return true;
        }

        private void Tick(long position, LogEntry entry)
        {
            for (var rest = entry.TickSlots; rest != 0; rest &= rest - 1)
            {
                var slot = BitOperations.TrailingZeroCount(rest);
                var partition = core.Partitions[core.HomeOf(slot)];
                var hearing = partition.Directory.InSlot(slot).Where(e => position > positions[e.No]).ToList();
                partition.Replay(hearing, entry.TickMs);
            }
        }

        private void SkipInterventions()
        {
            if (_moved.Count == 0)
                return;
            var numbers = core.Store.ReadInterventionNumbers();
            foreach (var entry in _moved)
            {
                if (numbers.TryGetValue(entry.No, out var number))
                    entry.Customer!.SkipInterventionsTo(number);
            }
        }
    }
}
