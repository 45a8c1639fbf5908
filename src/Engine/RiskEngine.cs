using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Internal;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine;

/// <summary>
/// Hosts the customers in this process: partitioned workers that apply what has arrived in memory, and one commit that
/// makes it durable in groups before anybody hears of it.
/// </summary>
public sealed partial class RiskEngine : IRiskService, IAsyncDisposable
{
    private readonly EngineCore _core;
    private readonly EngineThreads _threads;
    private readonly MalformedDocuments _malformed;
    private readonly int _largestRun;
    private int _disposed;

    private RiskEngine(EngineCore core, EngineThreads threads, long recoveredEntries)
    {
        (_core, _threads, RecoveredEntries) = (core, threads, recoveredEntries);
        _malformed = new MalformedDocuments(core);
        _largestRun = Math.Max(1, core.Options.QueueCapacity / 4);
    }

    public DateTimeOffset Now => _core.Clock.Now;

    public DateTimeOffset Present => _core.Clock.Present;

    public ServedModels Models => _core.Serving;

    /// <summary>Log entries that were replayed on top of the stored states at the start.</summary>
    public long RecoveredEntries { get; }

    /// <summary>Recovers every customer from the store and starts the workers.</summary>
    /// <param name="options">How to run.</param>
    /// <param name="store">The store; the caller disposes it after the engine.</param>
    /// <param name="model">The model that scores.</param>
    /// <param name="time">The wall clock and its timers.</param>
    /// <param name="logger">For what goes on; carries no personal data.</param>
    /// <param name="cancellationToken">Ends the start, also in the middle of a recovery.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option breaks its rule.</exception>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The start was ended; nothing is lost.</exception>
    public static async Task<RiskEngine> StartAsync(
        EngineOptions options, IStore store, ModelBundle model, TimeProvider time, ILogger logger, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        var core = new EngineCore(options, store, model, time, logger: logger);
        var began = time.GetTimestamp();
        long replayed;
        try
        {
            replayed = await Task.Run(() => Recovery.Run(core, cancellationToken), cancellationToken);
        }
        catch
        {
            core.Dispose();
            throw;
        }

        LogReady(logger, store.Description, core.Snapshot().Sums.Customers, replayed, time.GetElapsedTime(began).TotalMilliseconds, options.Partitions, options.Clock);
        return new RiskEngine(core, EngineThreads.Start(core, logger), replayed);
    }

    public bool IsBusy(out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        if (_core.Availability.IsTurningAway)
        {
            retryAfter = _core.Options.CommitPatience;
            return true;
        }

        var queued = _core.Gate.Used;
        if (queued < _core.Options.QueueCapacity * 3L / 4)
            return false;
        var perSecond = Math.Max(1, _core.Throughput.Peak());
        retryAfter = TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(queued / (double)perSecond), 1, 30));
        return true;
    }

    public async ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(
        IReadOnlyList<Transaction> transactions, IReadOnlyList<DeadLetter> deadLetters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        ArgumentNullException.ThrowIfNull(deadLetters);
        using var span = Tracing.Source.StartActivity("ingest");
        span?.SetTag(Tracing.Transactions, transactions.Count);
        var began = _core.Clock.Time.GetTimestamp();
        var outcomes = new IngestOutcome[transactions.Count];
        var requests = new List<Acknowledgement>();
        var models = _core.Serving;
        try
        {
            // All runs queue up before anything is waited for, so that calls made one after another keep their order.
            var entering = new List<Task>();
            if (deadLetters.Count > 0)
                entering.Add(BuryAsync(Enter(new Acknowledgement(), requests), deadLetters, cancellationToken));
            for (var start = 0; start < transactions.Count; start += _largestRun)
            {
                var count = Math.Min(_largestRun, transactions.Count - start);
                var request = Enter(new IngestRequest(transactions, start, count, outcomes, models), requests);
                var homes = _core.Router.HomesOf(request);
                entering.Add(_core.Gate.EnterAsync(count, () => _core.Router.Route(request, homes), cancellationToken).AsTask());
            }

            await Task.WhenAll(entering);
            foreach (var request in requests)
                await request.Task.WaitAsync(cancellationToken);
        }
        catch (Exception e) when (span is not null)
        {
            span.Fail(e);
            throw;
        }
        finally
        {
            foreach (var request in requests)
                _core.Availability.Leave(request);
        }

        _core.Metrics.Ingested(_core.Clock.Time.GetElapsedTime(began));
        return outcomes;
    }

    public async ValueTask PutProfileAsync(string customerId, CustomerProfile profile, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (!TransactionRules.IsCustomerId(customerId))
            throw new ArgumentException("customer_id must be 1 to 64 characters of letters, digits and -_.:", nameof(customerId));
        if (ProfileRules.Violation(profile) is { } violation)
            throw new ArgumentException($"{violation.Field} {violation.Rule}", nameof(profile));
        var acknowledgement = Enter(new Acknowledgement(), []);
        try
        {
            var home = _core.Partitions[_core.HomeOf(customerId)];
            await _core.Gate.EnterAsync(1, () => home.Mailbox.Post(new ProfileItem(customerId, profile, acknowledgement)), cancellationToken);
            await acknowledgement.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _core.Availability.Leave(acknowledgement);
        }
    }

    public async ValueTask<IReadOnlyList<MissedPayment>> NoteMissedPaymentsAsync(IReadOnlyList<MissedPayment> payments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(payments);
        var unknown = new ConcurrentBag<MissedPayment>();
        var requests = new List<Acknowledgement>();
        try
        {
            foreach (var home in payments.GroupBy(payment => _core.HomeOf(payment.CustomerId)))
            {
                foreach (var some in home.Chunk(_largestRun))
                {
                    var item = new MissedPaymentsItem(some, unknown, Enter(new Acknowledgement(), requests));
                    await _core.Gate.EnterAsync(some.Length, () => _core.Partitions[home.Key].Mailbox.Post(item), cancellationToken);
                }
            }

            foreach (var request in requests)
                await request.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            foreach (var request in requests)
                _core.Availability.Leave(request);
        }

        return [.. unknown];
    }

    public ValueTask ServeAsync(ServedModels models, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(models);
        cancellationToken.ThrowIfCancellationRequested();
        _core.Serving = models;
        return ValueTask.CompletedTask;
    }

    public IDisposable Listen(ICommitListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return _core.Listeners.Add(listener);
    }

    /// <summary>Takes nothing more, commits what was taken, writes all changed states, and stops the threads.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        // Who waits for room was not taken; nobody makes room for them once the threads are gone.
        _core.Gate.Close(ShuttingDown());
        await _threads.StopAsync();
        _core.Availability.Stop(new OperationCanceledException("it was asked to stop."));
        _malformed.Dispose();
        _core.Dispose();
    }

    private T Enter<T>(T acknowledgement, List<Acknowledgement> requests)
        where T : Acknowledgement
    {
        if (Volatile.Read(ref _disposed) != 0)
            throw ShuttingDown();
        _core.Availability.Enter(acknowledgement, writes: true);
        requests.Add(acknowledgement);
        return acknowledgement;
    }

    private async Task BuryAsync(Acknowledgement request, IReadOnlyList<DeadLetter> deadLetters, CancellationToken cancellationToken)
    {
        try
        {
            await _malformed.BuryAsync(deadLetters, request, cancellationToken);
        }
        catch (StoreException e)
        {
            throw Unreadable(e);
        }
    }
}
