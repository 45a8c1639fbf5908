using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Benchmarks;

/// <summary>Sends a stream with several requests on their way at once, as a few clients would.</summary>
internal static class Feed
{
    private const int Batch = 5000;
    private const int Requests = 8;

    public static async Task SendAsync(RiskEngine engine, List<Transaction> stream)
    {
        var pending = new Queue<Task<IReadOnlyList<IngestOutcome>>>();
        for (var from = 0; from < stream.Count; from += Batch)
        {
            var batch = stream.GetRange(from, Math.Min(Batch, stream.Count - from));
            pending.Enqueue(engine.IngestAsync(batch, [], CancellationToken.None).AsTask());
            if (pending.Count >= Requests)
                await pending.Dequeue();
        }

        while (pending.TryDequeue(out var request))
            await request;
    }
}
