using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

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
    /// <exception cref="ServiceUnavailableException">
    /// Some did not hear. Where it is permanent, or names a customer, as of one whose state is damaged, waits for a later version of
    /// this program, or failed as nobody foresaw, all others did.
    /// </exception>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<int> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (heard, after) = (0, "");
        ServiceUnavailableException? refusal = null;
        while (await store.ReadDueAsync(shard, now.ToUnixTimeMilliseconds(), after, Page, cancellationToken) is { Count: > 0 } page)
        {
            await Parallel.ForEachAsync(
                page,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (customerId, stop) =>
                {
                    try
                    {
                        await customers.TickAsync(customerId, now, stop);
                    }
                    catch (ServiceUnavailableException e) when (e.IsPermanent || e.CustomerId is not null)
                    {
                        // One who cannot hear, now or ever, must not keep time from those who come after.
                        Interlocked.CompareExchange(ref refusal, e, null);
                    }
                    catch (Exception e) when (e is not (ServiceUnavailableException or StoreException or OperationCanceledException))
                    {
                        // Whatever nobody foresaw concerns one customer.
                        Interlocked.CompareExchange(ref refusal, new($"Customer {customerId} cannot hear the time: {e.Message}", e) { IsPermanent = true, CustomerId = customerId }, null);
                    }
                });
            heard += page.Count;
            after = page[^1];
        }

        return refusal is null ? heard : throw new ServiceUnavailableException(refusal.Message, refusal) { IsPermanent = refusal.IsPermanent, CustomerId = refusal.CustomerId };
    }
}
