using PreDelinquency.Cluster.Internal;
using PreDelinquency.Cluster.Live;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster;

/// <summary>The service that a gateway of a cluster asks: the customers live elsewhere, the figures are those last heard of.</summary>
public sealed class ClusterRiskService : IRiskService
{
    private const int MostPerQuery = 1000;
    private const int AtOnce = 64;

    private readonly ICustomers _customers;
    private readonly IClusterStore _store;
    private readonly IngestFront _front;
    private readonly PortfolioView _portfolio;
    private readonly EffectsInbox _inbox;
    private readonly ClusterClock _clock;
    private readonly ServingModels _models;
    private readonly ClusterHealth _health;
    private readonly FailingCustomers _failing;
    private readonly StoredCustomers _stored;

    /// <param name="customers">The customers.</param>
    /// <param name="store">What was committed.</param>
    /// <param name="front">Where transactions enter.</param>
    /// <param name="portfolio">Figures.</param>
    /// <param name="inbox">News.</param>
    /// <param name="clock">The clock in force.</param>
    /// <param name="models">The models that this process judges by; those of other processes follow the registry on their own.</param>
    /// <param name="health">What works.</param>
    /// <param name="failing">Which customers transactions are taken without.</param>
    public ClusterRiskService(
        ICustomers customers, IClusterStore store, IngestFront front, PortfolioView portfolio, EffectsInbox inbox, ClusterClock clock, ServingModels models, ClusterHealth health, FailingCustomers failing) =>
        (_customers, _store, _front, _portfolio, _inbox, _clock, _models, _health, _failing, _stored) =
        (customers, store, front, portfolio, inbox, clock, models, health, failing, new StoredCustomers(store, models, clock));

    public DateTimeOffset Now => _clock.Now;

    public DateTimeOffset Present => _clock.Present;

    public ServedModels Models => _models.Current;

    public bool IsBusy(out TimeSpan retryAfter) => _front.IsBusy(out retryAfter);

    public async ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(
        IReadOnlyList<Transaction> transactions, IReadOnlyList<DeadLetter> deadLetters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deadLetters);
        await BuryAsync(deadLetters, cancellationToken);
        var (outcomes, failures) = await _front.TryIngestAsync(transactions, cancellationToken);
        if (failures.Count == 0 && !_failing.Any)
            return outcomes;
        List<string> waitedFor = [];
        foreach (var customerId in transactions.Select(t => t.CustomerId).Distinct(StringComparer.Ordinal))
        {
            if (!failures.TryGetValue(customerId, out var failure))
                _failing.Taken(customerId);
            else if (!_failing.IsGivenUp(customerId, failure))
                waitedFor.Add(customerId);
        }

        if (waitedFor.Count > 0)
            throw Unavailable(waitedFor[0], failures[waitedFor[0]], [.. transactions.Zip(outcomes, (t, outcome) => failures.ContainsKey(t.CustomerId) ? null : (IngestOutcome?)outcome)]);
        return failures.Count == 0 ? outcomes : await RefuseAsync(transactions, outcomes, failures, cancellationToken);
    }

    public ValueTask<RiskAssessment?> AssessAsync(string customerId, CancellationToken cancellationToken) => _customers.AssessAsync(customerId, cancellationToken);

    public async ValueTask<IReadOnlyList<AssessmentAnswer>> AssessAsync(IReadOnlyList<string> customerIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(customerIds);
        var stored = await GuardAsync(() => _stored.AssessAsync(customerIds, cancellationToken));
        var answers = await Task.WhenAll(customerIds.Zip(stored, async (id, one) => one.IsRead ? new AssessmentAnswer(one.Assessment, null) : await AskAsync(id, cancellationToken)));
        return answers.Length > 0 && answers.All(answer => answer.Unavailable is not null)
            ? throw new ServiceUnavailableException(answers[0].Unavailable!)
            : answers;
    }

    public ValueTask<RiskAssessment?> AssumeAsync(string customerId, Assumption assumption, CancellationToken cancellationToken) =>
        _customers.AssumeAsync(customerId, assumption, cancellationToken);

    public ValueTask<CustomerView?> GetCustomerAsync(string customerId, CancellationToken cancellationToken) => _customers.ViewAsync(customerId, cancellationToken);

    public ValueTask<PastFeatures?> GetFeaturesAsync(string customerId, PastMoment? asOf, CancellationToken cancellationToken) =>
        _customers.FeaturesAsync(customerId, asOf, cancellationToken);

    public ValueTask<CustomerHistory?> GetHistoryAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MostPerQuery)
            throw new ArgumentOutOfRangeException(nameof(limit), limit, $"must be 1 to {MostPerQuery}.");
        return _customers.HistoryAsync(customerId, before, limit, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<CustomerSummary>> GetHighRiskAsync(RiskLevel level, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await GuardAsync(() => new ValueTask<IReadOnlyList<CustomerSummary>>(_portfolio.ReadHighRiskAsync(level, limit, cancellationToken)));
    }

    public ValueTask<IReadOnlyList<SequencedIntervention>> GetInterventionsAsync(long afterSequence, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return GuardAsync(() => _store.ReadInterventionsAsync(afterSequence, limit, cancellationToken));
    }

    public ValueTask<IReadOnlyList<SequencedDeadLetter>> GetDeadLettersAsync(long afterSequence, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return GuardAsync(() => _store.ReadDeadLettersAsync(afterSequence, limit, cancellationToken));
    }

    public ValueTask PutProfileAsync(string customerId, CustomerProfile profile, CancellationToken cancellationToken) =>
        _customers.PutProfileAsync(customerId, profile, cancellationToken);

    public async ValueTask<IReadOnlyList<MissedPayment>> NoteMissedPaymentsAsync(IReadOnlyList<MissedPayment> payments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(payments);
        var unknown = new System.Collections.Concurrent.ConcurrentBag<MissedPayment>();
        await Parallel.ForEachAsync(
            payments.GroupBy(payment => payment.CustomerId, StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (told, stop) =>
            {
                if (await _customers.NoteMissedPaymentsAsync(told.Key, [.. told], stop))
                    return;
                foreach (var payment in told)
                    unknown.Add(payment);
            });
        return [.. unknown];
    }

    /// <summary>Lets this process judge by other models; every process of the cluster follows the registry on its own.</summary>
    public ValueTask ServeAsync(ServedModels models, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(models);
        cancellationToken.ThrowIfCancellationRequested();
        _models.Current = models;
        return ValueTask.CompletedTask;
    }

    public ServiceStats GetStats()
    {
        var (sums, totals) = (_portfolio.Figures.Sums, _portfolio.Totals);
        return new ServiceStats
        {
            Customers = sums.Customers,
            ByLevel = sums.ByLevel,
            AverageRisk = sums.AverageRisk,
            Transactions = totals.Transactions,
            Duplicates = totals.Duplicates,
            DeadLetters = totals.DeadLetters,

            // The figures come once a second, the news at once; and what there was before this process heard figures is no news.
            Interventions = Math.Max(totals.Interventions, _inbox.Sequence),
            TransactionsPerSecond = _portfolio.TransactionsPerSecond,
            Queued = _front.Used,
            Now = _clock.Present,
            ModelVersion = _models.Current.Champion.Version,
        };
    }

    public IReadOnlyList<PartHealth> GetHealth() => _health.Parts;

    public IDisposable Listen(ICommitListener listener) => _inbox.Listen(listener);

    // Whoever sends again finds the customer mended, or given up.
    private ServiceUnavailableException Unavailable(string customerId, ServiceUnavailableException failure, IReadOnlyList<IngestOutcome?> known) => failure.IsPermanent
        ? new($"{_failing.Problem ?? $"Customer {customerId} fails for a reason of its own, which the log names; sent again, its transactions become dead letters after {_failing.Patience.TotalSeconds:0} s of that"}.", failure) { CustomerId = customerId, KnownOutcomes = known }
        : new(failure.Message, failure) { CustomerId = failure.CustomerId, KnownOutcomes = known };

    private async ValueTask<AssessmentAnswer> AskAsync(string customerId, CancellationToken cancellationToken)
    {
        try
        {
            return new AssessmentAnswer(await _customers.AssessAsync(customerId, cancellationToken), null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever nobody foresaw concerns one customer, and the others of the list go on.
            return new AssessmentAnswer(null, e is ServiceUnavailableException ? e.Message : $"Customer {customerId} cannot be assessed: {e.GetType().Name}.");
        }
    }

    private async Task<IReadOnlyList<IngestOutcome>> RefuseAsync(
        IReadOnlyList<Transaction> transactions, IReadOnlyList<IngestOutcome> outcomes, IReadOnlyDictionary<string, ServiceUnavailableException> failures, CancellationToken cancellationToken)
    {
        var (all, letters) = (outcomes.ToArray(), new List<DeadLetter>());
        for (var i = 0; i < all.Length; i++)
        {
            if (!failures.TryGetValue(transactions[i].CustomerId, out var failure))
                continue;
            all[i] = new IngestOutcome(Applied.TooLate, failure.Message);
            letters.Add(LateTransaction.Letter(transactions[i], failure.Message, _clock.Wall) with { Source = "http" });
        }

        await BuryAsync(letters, cancellationToken);
        return all;
    }

    private async ValueTask BuryAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        if (letters.Count > 0)
            await GuardAsync(async () => { await _store.BuryAsync(letters, cancellationToken); return true; });
    }

    private static async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> read)
    {
        try
        {
            return await read();
        }
        catch (StoreException e)
        {
            throw new ServiceUnavailableException($"The store does not work now: {e.Message}", e);
        }
    }
}
