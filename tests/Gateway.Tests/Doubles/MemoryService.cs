using System.Collections.Concurrent;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;

namespace PreDelinquency.Gateway.Tests.Doubles;

/// <summary>A service in memory whose every behaviour the test decides. What is committed is what the test says is committed.</summary>
internal sealed partial class MemoryService : IRiskService
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, CustomerProfile?> _profiles = new(StringComparer.Ordinal);
    private int _inService;

    public DateTimeOffset Now { get; set; } = Noon;

    public DateTimeOffset Present { get; set; } = Noon;

    public ServedModels Models { get; private set; } = new(ShippedModel.Bundle);

    /// <summary>Where set, requests are turned away.</summary>
    public TimeSpan? BusyFor { get; set; }

    /// <summary>Awaited before each batch is answered.</summary>
    public Func<IReadOnlyList<Transaction>, Task> BeforeCommit { get; set; } = static _ => Task.CompletedTask;

    /// <summary>The outcome of each transaction; by its id, what was sent before is a duplicate.</summary>
    public Func<Transaction, IngestOutcome>? Decide { get; set; }

    /// <summary>The local day on which everybody's episode opened; null where none is open.</summary>
    public DateOnly? EpisodeOpenedOn { get; set; }

    /// <summary>The level of everybody; null for what the model says.</summary>
    public RiskLevel? Level { get; set; }

    /// <summary>Thrown by every question.</summary>
    public Exception? Failure { get; set; }

    /// <summary>The one customer that cannot be scored.</summary>
    public string? Refused { get; set; }

    public IReadOnlyList<PartHealth> Health { get; set; } = [new PartHealth("store", true, "memory"), new PartHealth("engine", true, "test")];

    public ConcurrentDictionary<string, Transaction> Transactions { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<DeadLetter> DeadLetters { get; } = new();

    public ConcurrentQueue<int> BatchSizes { get; } = new();

    /// <summary>The most transactions that were ever handed over and not yet answered.</summary>
    public int MostInService { get; private set; }

    public IReadOnlyList<CustomerSummary> Customers { get; set; } = [];

    public CustomerHistory? History { get; set; }

    /// <summary>What was asked of the history last.</summary>
    public (HistoryCursor? Before, int Limit) AskedHistory { get; private set; }

    /// <summary>What the features were asked as of last.</summary>
    public PastMoment? AskedFeaturesAsOf { get; private set; }

    /// <summary>Nothing is known of anybody before.</summary>
    public DateTimeOffset FirstEvent { get; set; } = Noon.AddDays(-90);

    /// <summary>The features of everybody.</summary>
    public double[] Vector { get; set; } = [double.NaN, .. new double[FeatureCatalogue.Count - 1]];

    /// <summary>What <see cref="Vector"/> was made of; empty for bare values.</summary>
    public Reading[] Readings { get; set; } = [];

    /// <summary>The score recorded last.</summary>
    public ScorePoint? RecordedScore { get; set; }

    public ConcurrentQueue<MissedPayment> MissedPayments { get; } = new();

    public ValueTask<IReadOnlyList<MissedPayment>> NoteMissedPaymentsAsync(IReadOnlyList<MissedPayment> payments, CancellationToken cancellationToken)
    {
        Throw();
        foreach (var payment in payments.Where(p => Knows(p.CustomerId)))
            MissedPayments.Enqueue(payment);
        return new([.. payments.Where(p => !Knows(p.CustomerId))]);
    }

    public ValueTask ServeAsync(ServedModels models, CancellationToken cancellationToken)
    {
        Models = models;
        return ValueTask.CompletedTask;
    }

    public bool IsBusy(out TimeSpan retryAfter)
    {
        retryAfter = BusyFor ?? TimeSpan.Zero;
        return BusyFor is not null;
    }

    public async ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(IReadOnlyList<Transaction> transactions, IReadOnlyList<DeadLetter> deadLetters, CancellationToken cancellationToken)
    {
        BatchSizes.Enqueue(transactions.Count);
        lock (_lock)
        {
            _inService += transactions.Count;
            MostInService = Math.Max(MostInService, _inService);
        }

        await BeforeCommit(transactions);
        foreach (var letter in deadLetters)
            DeadLetters.Enqueue(letter);
        var outcomes = transactions.Select(t => Decide is { } decide
            ? decide(t)
            : new IngestOutcome(Transactions.TryAdd($"{t.CustomerId}/{t.TransactionId}", t) ? Applied.Accepted : Applied.Duplicate, null)).ToArray();
        foreach (var transaction in transactions)
            Add(transaction.CustomerId);
        lock (_lock)
            _inService -= transactions.Count;
        return outcomes;
    }

    public ValueTask<RiskAssessment?> AssessAsync(string customerId, CancellationToken cancellationToken)
    {
        Throw();
        return new(Knows(customerId) ? Assess(customerId) : null);
    }

    public ValueTask<RiskAssessment?> AssumeAsync(string customerId, Assumption assumption, CancellationToken cancellationToken)
    {
        Throw();
        double[] values = [.. Vector];
        foreach (var (feature, value) in assumption.Values)
            values[FeatureCatalogue.TryIndexOf(feature, out var index) ? index : throw new ArgumentException($"{feature} is not a feature", nameof(assumption))] = value ?? double.NaN;
        return new(Knows(customerId) ? Models.Champion.Assess(values, Present) with { CustomerId = customerId } : null);
    }

    public async ValueTask<IReadOnlyList<AssessmentAnswer>> AssessAsync(IReadOnlyList<string> customerIds, CancellationToken cancellationToken)
    {
        var answers = new List<AssessmentAnswer>();
        foreach (var id in customerIds)
            answers.Add(id == Refused ? new(null, $"{id} is damaged.") : new(await AssessAsync(id, cancellationToken), null));
        return answers;
    }

    public ValueTask<CustomerView?> GetCustomerAsync(string customerId, CancellationToken cancellationToken)
    {
        Throw();
        if (customerId == Refused)
            throw new ServiceUnavailableException($"{customerId} is damaged.") { IsPermanent = true, CustomerId = customerId };
        return new(Knows(customerId)
            ? new CustomerView
            {
                CustomerId = customerId,
                Profile = _profiles[customerId],
                Assessment = Assess(customerId),
                Features = [.. Vector],
                TransactionCount = 3,
                HistoryDays = 90,
                LatestEvent = Noon,
                EpisodeOpenedOn = EpisodeOpenedOn,
            }
            : null);
    }

    public ValueTask<PastFeatures?> GetFeaturesAsync(string customerId, PastMoment? asOf, CancellationToken cancellationToken)
    {
        Throw();
        AskedFeaturesAsOf = asOf;
        var moment = asOf is { } past ? past.Moment ?? new DateTimeOffset(past.Day!.Value.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) : Present;
        var count = moment < FirstEvent ? 0 : 3;
        return new(Knows(customerId)
            ? new PastFeatures
            {
                CustomerId = customerId,
                AsOf = moment,
                Day = count == 0 ? null : DateOnly.FromDateTime(moment.UtcDateTime).AddDays(-1),
                TransactionCount = count,
                Features = count == 0 ? [] : [.. Vector],
                Maturity = Maturity.Established,
                Score = RecordedScore,
            }
            : null);
    }

    public ValueTask<CustomerHistory?> GetHistoryAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken)
    {
        Throw();
        AskedHistory = (before, limit);
        return new(Knows(customerId) ? History : null);
    }

    public ValueTask<IReadOnlyList<CustomerSummary>> GetHighRiskAsync(RiskLevel level, int limit, CancellationToken cancellationToken)
    {
        Throw();
        return new([.. Customers.Where(c => c.Level >= level).OrderByDescending(c => c.Probability).Take(limit)]);
    }

    public ValueTask<IReadOnlyList<SequencedDeadLetter>> GetDeadLettersAsync(long afterSequence, int limit, CancellationToken cancellationToken)
    {
        Throw();
        return new([.. DeadLetters.Select((letter, i) => new SequencedDeadLetter(i + 1, letter)).Where(l => l.Sequence > afterSequence).Take(limit)]);
    }

    public ValueTask PutProfileAsync(string customerId, CustomerProfile profile, CancellationToken cancellationToken)
    {
        Throw();
        lock (_lock)
            _profiles[customerId] = profile;
        return ValueTask.CompletedTask;
    }

    public ServiceStats GetStats() => new()
    {
        Customers = _profiles.Count,
        ByLevel = new Dictionary<RiskLevel, long> { [RiskLevel.Low] = _profiles.Count, [RiskLevel.Medium] = 0, [RiskLevel.High] = 0, [RiskLevel.Critical] = 0 },
        AverageRisk = 0.125,
        Transactions = Transactions.Count,
        Duplicates = 0,
        DeadLetters = DeadLetters.Count,
        Interventions = _interventions.Count,
        TransactionsPerSecond = 0,
        Queued = 0,
        Now = Present,
        ModelVersion = Models.Champion.Version,
    };

    public IReadOnlyList<PartHealth> GetHealth() => Health;

    /// <summary>Makes a customer known.</summary>
    public void Add(string customerId)
    {
        lock (_lock)
            _profiles.TryAdd(customerId, null);
    }

    private void Throw()
    {
        if (Failure is not null)
            throw Failure;
    }

    private bool Knows(string customerId)
    {
        lock (_lock)
            return _profiles.ContainsKey(customerId);
    }

    private RiskAssessment Assess(string customerId)
    {
        var assessment = Models.Champion.Assess(Vector, Readings, Maturity.Established, Present) with { CustomerId = customerId };
        return Level is { } level ? assessment with { Score = assessment.Score with { Level = level } } : assessment;
    }
}
