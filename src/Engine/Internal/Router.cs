using System.Buffers;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Internal;

/// <summary>
/// Deals transactions out to the workers, each in the caller's order, and in event time puts the ticks between them
/// where the stream's clock enters a new interval: so what a customer sees does not depend on batches or workers.
/// </summary>
internal sealed class Router(EngineCore core)
{
    private readonly Lock _lock = new();

    /// <summary>Says whose each transaction is, which takes longer than to deal them out; any thread. Give it to <see cref="Route"/>.</summary>
    public byte[] HomesOf(IngestRequest request)
    {
        var homes = ArrayPool<byte>.Shared.Rent(request.Count);
        for (var i = 0; i < request.Count; i++)
            homes[i] = (byte)core.HomeOf(request.Transactions[request.Start + i].CustomerId);
        return homes;
    }

    /// <summary>Deals the transactions out; completes the caller's own part of the request.</summary>
    public void Route(IngestRequest request, byte[] homes)
    {
        lock (_lock)
        {
            request.DealtOut = core.Clock.Time.GetTimestamp();
            var from = 0;
            for (var i = 0; core.Clock.Kind == ClockKind.Event && i < request.Count; i++)
            {
                var transaction = request.Transactions[request.Start + i];
                var timestampMs = transaction.Timestamp.ToUnixTimeMilliseconds();
                core.Clock.Front.Note(transaction.CustomerId, timestampMs);
                var isBehind = core.Clock.CatchUp(timestampMs, out var dueMs);
                if (!core.Clock.Advance(timestampMs, out var tickMs))
                    continue;
                Post(request, homes, from, i);
                if (isBehind)
                    PostTick(dueMs, request.Models);
                PostTick(tickMs, request.Models);
                from = i;
            }

            Post(request, homes, from, request.Count);
        }

        ArrayPool<byte>.Shared.Return(homes);
        request.PartDone();
    }

    /// <summary>Lets every customer hear that time passed.</summary>
    public void Tick(long nowMs)
    {
        lock (_lock)
            PostTick(nowMs, core.Serving);
    }

    private void PostTick(long nowMs, ServedModels models)
    {
        foreach (var partition in core.Partitions)
            partition.Mailbox.Post(new TickItem(nowMs, models));
    }

    private void Post(IngestRequest request, byte[] homes, int from, int to)
    {
        Span<int> counts = stackalloc int[Slots.Count];
        counts.Clear();
        for (var i = from; i < to; i++)
            counts[homes[i]]++;
        for (var home = 0; home < core.Partitions.Count; home++)
        {
            if (counts[home] == 0)
                continue;
            var indexes = ArrayPool<int>.Shared.Rent(counts[home]);
            var next = 0;
            for (var i = from; i < to; i++)
            {
                if (homes[i] == home)
                    indexes[next++] = request.Start + i;
            }

            request.AddPart();
            core.Partitions[home].Mailbox.Post(new TransactionsItem(request, indexes, next));
        }
    }
}
