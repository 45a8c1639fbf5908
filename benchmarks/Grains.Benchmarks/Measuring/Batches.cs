using PreDelinquency.Cluster;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Grains.Benchmarks.Measuring;

/// <summary>Sends batch by batch with several on their way, as partitions that are read side by side, or a few clients, do.</summary>
internal static class Batches
{
    private const int OnTheirWay = 8;

    /// <summary>Through the front door of a process: one call per customer and batch.</summary>
    public static Task SendAsync(IngestFront front, IReadOnlyList<Transaction> transactions, int size) => SendAsync(transactions, size, async batch =>
    {
        var outcomes = await front.IngestAsync(batch, CancellationToken.None);
        if (outcomes.FirstOrDefault(o => o.Applied != Applied.Accepted) is { Applied: not Applied.Accepted } other)
            throw new InvalidOperationException($"A transaction was not accepted: {other}.");
    });

    /// <param name="transactions">In order.</param>
    /// <param name="size">Transactions of a batch.</param>
    /// <param name="take">Takes its place in the queue before it returns, and completes once the batch is in the store.</param>
    public static async Task SendAsync(IReadOnlyList<Transaction> transactions, int size, Func<Transaction[], Task> take)
    {
        var pending = new Queue<Task>();
        foreach (var batch in transactions.Chunk(size))
        {
            if (pending.Count >= OnTheirWay)
                await pending.Dequeue();
            pending.Enqueue(take(batch));
        }

        await Task.WhenAll(pending);
    }

    /// <summary>Transactions of one call, on average.</summary>
    public static double PerCall(IReadOnlyList<Transaction> transactions, int size) =>
        transactions.Count / (double)transactions.Chunk(size).Sum(batch => batch.DistinctBy(t => t.CustomerId).Count());
}
