using System.Collections.Concurrent;
using PreDelinquency.Cluster.Internal;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;

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

    /// <summary>Nothing becomes durable for so long: senders are not too fast, something does not work.</summary>
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(2);

    private readonly CapacityGate _gate = new(capacity);
    private readonly RateWindow _throughput = new(time);
    private readonly CustomerQueues _queues = new();
    private long _moved;

    /// <summary>Transactions on their way.</summary>
    public int Used => _gate.Used;

    /// <summary>Whether a new batch should be turned away now, and if so for how long.</summary>
    /// <exception cref="ServiceUnavailableException">It should, and not because senders are too fast: nothing becomes durable any more.</exception>
    public bool IsBusy(out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        if (Used < capacity * 3L / 4)
            return false;
        if (time.GetElapsedTime(Volatile.Read(ref _moved)) >= Standstill)
            throw new ServiceUnavailableException("Customers do not answer now: a silo died and is about to be replaced, or the store does not work. Nothing of this request was taken; send it again after Retry-After.");
        retryAfter = TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(Used / (double)Math.Max(1, _throughput.Peak())), 1, 30));
        return true;
    }

    /// <summary>
    /// Takes a batch; completes once everything accepted in it is durable. Each customer's transactions keep their order, also
    /// those of calls that are made one after another without waiting: what is queued up behind a call that failed or was broken off is not taken,
    /// so that nothing becomes late by overtaking what is sent again.
    /// </summary>
    /// <returns>One outcome per transaction, in order.</returns>
    /// <exception cref="ServiceUnavailableException">Some customer could not be reached, or its store does not work. What was accepted of others counts; sent again, nothing counts twice.</exception>
    public async ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken)
    {
        var (outcomes, failures) = await TryIngestAsync(transactions, cancellationToken);
        foreach (var failure in failures.Values)
            throw new ServiceUnavailableException(failure.Message, failure) { IsPermanent = failure.IsPermanent, CustomerId = failure.CustomerId };
        return outcomes;
    }

    /// <summary>The same for those who go on without the customers that failed.</summary>
    public async ValueTask<IngestReport> TryIngestAsync(IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        using var span = Tracing.Source.StartActivity("ingest");
        span?.SetTag(Tracing.Transactions, transactions.Count);
        var began = time.GetTimestamp();
        var (outcomes, failures) = (new IngestOutcome[transactions.Count], new ConcurrentDictionary<string, ServiceUnavailableException>(StringComparer.Ordinal));
        var largest = Math.Max(1, capacity / 4);
        var runs = new List<Task>();
        for (var start = 0; start < outcomes.Length; start += largest)
            runs.Add(IngestAsync(transactions, start, Math.Min(largest, outcomes.Length - start), outcomes, failures, cancellationToken));
        try
        {
            await Task.WhenAll(runs);
        }
        catch (Exception e) when (span is not null)
        {
            span.Fail(e);
            throw;
        }

        if (failures.IsEmpty)
            ClusterMetrics.Ingested(time.GetElapsedTime(began));
        else
            span?.Fail(failures.First().Value);
        return new IngestReport(outcomes, failures);
    }

    // Takes its place in the queue before it returns.
    private async Task IngestAsync(IReadOnlyList<Transaction> transactions, int start, int count, IngestOutcome[] outcomes, ConcurrentDictionary<string, ServiceUnavailableException> failures, CancellationToken cancellationToken)
    {
        List<CustomerTurn> turns = [.. Enumerable.Range(start, count).GroupBy(i => transactions[i].CustomerId, (id, places) => new CustomerTurn(id, [.. places]), StringComparer.Ordinal)];
        var began = time.GetTimestamp();
        if (Used == 0)
            Volatile.Write(ref _moved, began);
        await _gate.EnterAsync(count, () => _queues.Enter(turns), cancellationToken);
        ClusterMetrics.Queued(count);
        ClusterMetrics.Waited(time.GetElapsedTime(began));
        try
        {
            await Parallel.ForEachAsync(
                turns,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (turn, stop) =>
                {
                    try
                    {
                        await _queues.TakeAsync(
                            turn,
                            async () =>
                            {
                                var called = time.GetTimestamp();
                                var answers = await CallAsync(turn.CustomerId, [.. turn.Places.Select(i => transactions[i])], stop);
                                ClusterMetrics.Called(time.GetElapsedTime(called));
                                for (var i = 0; i < answers.Count; i++)
                                    outcomes[turn.Places[i]] = answers[i];
                            },
                            stop);
                    }
                    catch (ServiceUnavailableException e)
                    {
                        ClusterMetrics.CallFailed();
                        failures.TryAdd(turn.CustomerId, e);
                    }
                });
        }
        finally
        {
            foreach (var turn in turns)
                _queues.Leave(turn);
            Volatile.Write(ref _moved, time.GetTimestamp());
            _gate.Release(count);
            ClusterMetrics.Left(count);
            _throughput.Add(count);
        }
    }

    // Whatever nobody foresaw concerns one customer, and the others of the batch go on.
    private async ValueTask<IReadOnlyList<IngestOutcome>> CallAsync(string customerId, IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken)
    {
        try
        {
            return await customers.IngestAsync(customerId, transactions, cancellationToken);
        }
        catch (Exception e) when (e is not ServiceUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            throw new ServiceUnavailableException($"Customer {customerId} cannot be taken: {e.Message}", e) { IsPermanent = e is not OperationCanceledException, CustomerId = customerId };
        }
    }
}
