using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Ports;

namespace PreDelinquency.Cluster.Portfolio;

/// <summary>
/// Tells shards of the customers that this process changed: gathered for a moment, of each customer only the latest, one call
/// per shard at a time. What could not be told is told again, and a shard that does not answer keeps no other from hearing.
/// </summary>
public sealed partial class PortfolioReporter(IPortfolio portfolio, ILogger<PortfolioReporter> logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ListedCustomer>?[] _waiting = new Dictionary<string, ListedCustomer>?[Shards.Count];
    private readonly Task[] _telling = [.. Enumerable.Repeat(Task.CompletedTask, Shards.Count)];

    /// <summary>Customers that wait to be told of. Any thread.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting.Sum(shard => shard?.Count ?? 0);
        }
    }

    /// <summary>Takes a customer as it is stored now; returns at once. Any thread.</summary>
    public void Note(ListedCustomer customer)
    {
        lock (_lock)
            Keep(Shards.Of(customer.CustomerId), customer);
    }

    /// <summary>Begins to tell what waits to every shard that owes no answer, and returns at once. One caller at a time.</summary>
    /// <param name="cancellationToken">Breaks off what was begun.</param>
    public void Tell(CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < Shards.Count; shard++)
        {
            if (_telling[shard].IsCompleted && Take(shard) is { } customers)
                _telling[shard] = TellAsync(shard, customers, cancellationToken);
        }
    }

    /// <summary>Tells the shards what waits, and completes once each has answered or failed. One caller at a time.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        // What is under way may be older than what waits.
        await Task.WhenAll(_telling).WaitAsync(cancellationToken);
        Tell(cancellationToken);
        await Task.WhenAll(_telling).WaitAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private Dictionary<string, ListedCustomer>? Take(int shard)
    {
        lock (_lock)
        {
            var customers = _waiting[shard];
            _waiting[shard] = null;
            return customers;
        }
    }

    private async Task TellAsync(int shard, Dictionary<string, ListedCustomer> customers, CancellationToken cancellationToken)
    {
        try
        {
            await portfolio.ReportAsync(shard, [.. customers.Values], cancellationToken);
        }
        catch (Exception e)
        {
            // Whatever kept the shard from answering, it is asked again; and it reads the store when it begins anew.
            lock (_lock)
            {
                foreach (var customer in customers.Values)
                    Keep(shard, customer);
            }

            if (!cancellationToken.IsCancellationRequested)
                LogNotTold(logger, shard, e);
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
