using PreDelinquency.Cluster.Ports;

namespace PreDelinquency.Cluster.Time;

/// <summary>
/// Lets the customers of one shard hear that time passed, those of them that it can change: the store tells which. Whoever
/// was not reached is due the next time, so a round that breaks off does no harm, and one that is made twice changes nothing.
/// </summary>
/// <param name="shard">0 to 255.</param>
/// <param name="store">Tells who is due.</param>
/// <param name="customers">The customers.</param>
public sealed class ShardTicks(int shard, IClusterStore store, ICustomers customers)
{
    private const int Page = 1000;

    /// <summary>Customers that hear at the same time.</summary>
    private const int AtOnce = 64;

    /// <returns>How many heard.</returns>
    public async Task<int> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (heard, after) = (0, "");
        while (await store.ReadDueAsync(shard, now.ToUnixTimeMilliseconds(), after, Page, cancellationToken) is { Count: > 0 } page)
        {
            await Parallel.ForEachAsync(
                page,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                (customerId, stop) => customers.TickAsync(customerId, now, stop));
            heard += page.Count;
            after = page[^1];
        }

        return heard;
    }
}
