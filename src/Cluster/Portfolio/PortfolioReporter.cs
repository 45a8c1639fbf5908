using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Ports;

namespace PreDelinquency.Cluster.Portfolio;

/// <summary>
/// Tells shards of the customers that this process changed: gathered for a moment, of each customer only the latest, one call
/// per shard. What could not be told is told again. Any thread.
/// </summary>
public sealed partial class PortfolioReporter(IPortfolio portfolio, ILogger<PortfolioReporter> logger)
{
    private readonly Lock _lock = new();
    private Dictionary<string, ListedCustomer>?[] _waiting = new Dictionary<string, ListedCustomer>?[Shards.Count];

    /// <summary>Customers that wait to be told of.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting.Sum(shard => shard?.Count ?? 0);
        }
    }

    /// <summary>Takes a customer as it is stored now; returns at once.</summary>
    public void Note(ListedCustomer customer)
    {
        lock (_lock)
            Keep(Shards.Of(customer.CustomerId), customer);
    }

    /// <summary>Tells the shards what waits, all at once.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, ListedCustomer>?[] taken;
        lock (_lock)
        {
            taken = _waiting;
            _waiting = new Dictionary<string, ListedCustomer>?[Shards.Count];
        }

        await Task.WhenAll(Enumerable.Range(0, Shards.Count).Where(shard => taken[shard] is not null).Select(TellAsync));

        async Task TellAsync(int shard)
        {
            try
            {
                await portfolio.ReportAsync(shard, [.. taken[shard]!.Values], cancellationToken);
            }
            catch (Exception e)
            {
                // Whatever kept the shard from answering, it is asked again; and it reads the store when it begins anew.
                lock (_lock)
                {
                    foreach (var customer in taken[shard]!.Values)
                        Keep(shard, customer);
                }

                if (cancellationToken.IsCancellationRequested)
                    throw;
                LogNotTold(logger, shard, e);
            }
        }
    }

    private void Keep(int shard, ListedCustomer customer)
    {
        var customers = _waiting[shard] ??= new Dictionary<string, ListedCustomer>(StringComparer.Ordinal);
        if (!customers.TryGetValue(customer.CustomerId, out var kept) || kept.Version < customer.Version)
            customers[customer.CustomerId] = customer;
    }

    [LoggerMessage(3001, LogLevel.Warning, "The roll-up of shard {Shard} could not be told of changed customers; it is told again.")]
    private static partial void LogNotTold(ILogger logger, int shard, Exception e);
}
