using System.Numerics;
using System.Runtime.ExceptionServices;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>Brings customers to where the store's log ends: stored states, then the log after them. What follows from the log was committed with it.</summary>
internal static class Recovery
{
    private const int SmallestPage = 64;
    private const int LargestPage = 8192;

    /// <returns>How many log entries were replayed.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the store is as good as before.</exception>
    public static long Run(EngineCore core, CancellationToken cancellationToken = default)
    {
        using var ending = cancellationToken.UnsafeRegister(static state => ((StateRepair)state!).End(), core.Repair);
        var totals = core.Store.ReadTotals();
        core.Committer.Restore(totals);
        _ = core.Models;
        var ticks = HeardTicks.Of(core.Store.ReadTicks());
        core.Clock.Restore(HeardMs(core.Store, ticks, totals), totals.StreamMs);
        var slotPositions = core.Store.ReadSlotPositions();
        var entries = new List<CustomerEntry?> { null };
        var positions = new List<long> { 0 };
        foreach (var record in core.Store.ReadCustomers())
        {
            cancellationToken.ThrowIfCancellationRequested();
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
        var replayed = new Replay(core, entries, positions, cancellationToken).Run(entries.Count > 1 ? slotPositions.Min() : totals.Position);
        foreach (var partition in core.Partitions)
        {
            foreach (var entry in partition.Directory.All)
            {
                entry.StatePosition = long.MaxValue;
                if (core.Clock.Kind == ClockKind.Event && entry.Summary.LatestEvent is { } latest)
                    core.Clock.Front.Note(entry.Id, latest.ToUnixTimeMilliseconds());
            }

            partition.Restore(ticks);
            partition.Publish();
        }

        return replayed;
    }

    // Before the first tick the clock stood at the first event.
    private static long HeardMs(IStore store, HeardTicks ticks, StoreTotals totals)
    {
        if (totals.StreamMs == 0 || ticks.EarliestMs > 0)
            return ticks.EarliestMs;
        return store.ReadLog(0).Select(e => e.Entry.Transaction).FirstOrDefault(t => t is not null)?.Timestamp.ToUnixTimeMilliseconds() ?? 0;
    }

    /// <summary>Replays the log page by page, every worker's customers on a thread of their own while the next page is read.</summary>
    private sealed class Replay(EngineCore core, List<CustomerEntry?> entries, List<long> positions, CancellationToken cancellationToken)
    {
        private readonly Lazy<IReadOnlyDictionary<int, int>> _numbers = new(core.Store.ReadInterventionNumbers);
        private readonly long[] _counts = new long[core.Partitions.Count];

        public long Run(long afterPosition)
        {
            var applying = Task.CompletedTask;
            // What a page wakes comes on top of what may be awake.
            var pageLength = Math.Clamp(core.Options.MaxActiveCustomers, SmallestPage, LargestPage);
            foreach (var page in core.Store.ReadLog(afterPosition).Chunk(pageLength))
            {
                Await(applying);
                cancellationToken.ThrowIfCancellationRequested();
                applying = Task.Run(() => Parallel.For(0, core.Partitions.Count, home => Apply(page, home)));
            }

            Await(applying);
            foreach (var partition in core.Partitions.Where(p => p.HasChanges))
                partition.SkipInterventions(_numbers.Value);
            return _counts.Sum();
        }

        private static void Await(Task applying)
        {
            try
            {
                applying.GetAwaiter().GetResult();
            }
            catch (AggregateException e)
            {
                // Of workers that fail at once the first one tells why.
                if (e.InnerExceptions[0] is ModelBundleException model)
                    throw new StoreException($"The log cannot be replayed: {model.Message} Start the program that wrote the store once more and stop it in order; then nothing is left to replay.", model);
                ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
            }
        }

        private void Apply(PositionedEntry[] page, int home)
        {
            var partition = core.Partitions[home];
            Wake(page, home, partition);
            foreach (var (position, entry) in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry.Transaction is null)
                    Tick(position, entry, home, partition);
                else if (Concerns(position, entry, home) is { } customer)
                {
                    partition.Replay(customer, entry.Transaction, core.Models.Of(position));
                    _counts[home]++;
                }
            }

            WriteBack(partition, page[^1].Position);
        }

        // Memory is bounded here too: what does not fit goes back to the store.
        private static void WriteBack(Partition partition, long position)
        {
            // Their interventions are numbered as of this position: the store's numbers are those of the log's end.
            if (partition.Directory.IsOverfull)
                partition.WriteBack(position);
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
                var hearing = partition.Directory.InSlot(slot)
                    .Where(e => e.No >= entry.TickFrom && e.No <= entry.TickThrough && position > positions[e.No]).ToList();
                Tick(position, hearing, entry.TickMs, partition);
            }
        }

        private void Tick(long position, List<CustomerEntry> hearing, long nowMs, Partition partition)
        {
            for (var from = 0; from < hearing.Count; from += core.Options.TickRun)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var to = Math.Min(from + core.Options.TickRun, hearing.Count);
                partition.Replay(hearing, from, to, nowMs, core.Models.Of(position));

                // As of the entry before: who has not heard this tick yet must not miss it, and to hear it twice on one day does no harm.
                WriteBack(partition, position - 1);
            }
        }
    }
}
