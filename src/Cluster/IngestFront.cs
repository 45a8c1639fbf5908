using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Internal;

namespace PreDelinquency.Cluster;

/// <summary>
/// Where transactions enter the cluster, from HTTP or from Kafka: one call per customer and batch, many customers at a time, and
/// a bound on what is on its way. Any thread.
/// </summary>
/// <param name="customers">The customers.</param>
/// <param name="capacity">Most transactions on their way; more wait, first come first served.</param>
/// <param name="time">For how fast it goes.</param>
public sealed class IngestFront(ICustomers customers, int capacity, TimeProvider time)
{
    /// <summary>Customers that one batch calls at a time.</summary>
    private const int AtOnce = 256;

    private readonly CapacityGate _gate = new(capacity);
    private readonly RateWindow _throughput = new(time);

    /// <summary>Transactions on their way.</summary>
    public int Used => _gate.Used;

    /// <summary>Whether a new batch should be turned away now, and if so for how long.</summary>
    public bool IsBusy(out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        if (Used < capacity * 3L / 4)
            return false;
        retryAfter = TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(Used / (double)Math.Max(1, _throughput.Peak())), 1, 30));
        return true;
    }

    /// <summary>Takes a batch; completes once everything accepted in it is durable. Each customer's transactions keep their order.</summary>
    /// <returns>One outcome per transaction, in order.</returns>
    /// <exception cref="ServiceUnavailableException">Some customer could not be reached, or its store does not work. What was accepted of others counts; sent again, nothing counts twice.</exception>
    public async ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        var outcomes = new IngestOutcome[transactions.Count];
        var largest = Math.Max(1, capacity / 4);
        for (var start = 0; start < outcomes.Length; start += largest)
            await IngestAsync(transactions, start, Math.Min(largest, outcomes.Length - start), outcomes, cancellationToken);
        return outcomes;
    }

    private async ValueTask IngestAsync(IReadOnlyList<Transaction> transactions, int start, int count, IngestOutcome[] outcomes, CancellationToken cancellationToken)
    {
        await _gate.EnterAsync(count, static () => { }, cancellationToken);
        try
        {
            var byCustomer = Enumerable.Range(start, count).GroupBy(i => transactions[i].CustomerId, StringComparer.Ordinal);
            await Parallel.ForEachAsync(
                byCustomer,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (places, stop) =>
                {
                    int[] indices = [.. places];
                    var answers = await customers.IngestAsync(places.Key, [.. indices.Select(i => transactions[i])], stop);
                    for (var i = 0; i < indices.Length; i++)
                        outcomes[indices[i]] = answers[i];
                });
        }
        finally
        {
            _gate.Release(count);
            _throughput.Add(count);
        }
    }
}
