using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;

namespace PreDelinquency.Outreach.Tests.Running;

/// <summary>An engine of which outreach asks no more than who customers are now, what was proposed, and what time it is.</summary>
internal sealed class KnownCustomers : IRiskService
{
    private static readonly Lazy<ModelBundle> Model = new(() => ModelBundle.Load(Repository.PathOf("models/champion")));

    private readonly List<SequencedIntervention> _interventions = [];

    public DateTimeOffset Present { get; set; }

    public CustomerProfile? Profile { get; set; } = new()
    {
        Name = "Ana",
        TimeZone = "Europe/Madrid",
        Language = "en",
        Email = "ana@example.com",
        Phone = "+34600000000",
        Consents = new() { Email = true, Sms = true, Phone = true },
    };

    public RiskLevel Level { get; set; } = RiskLevel.High;

    public DateOnly? EpisodeOpenedOn { get; set; } = new(2026, 3, 1);

    /// <summary>Of all customers, in the order of the catalogue.</summary>
    public double[] Features { get; } = new double[FeatureCatalogue.Count];

    /// <summary>The one customer that cannot be read.</summary>
    public string? Damaged { get; set; }

    /// <summary>Customers who throw what nobody foresaw.</summary>
    public HashSet<string> Unforeseen { get; } = new(StringComparer.Ordinal);

    public DateTimeOffset Now => Present;

    public ServedModels Models { get; set; } = new(Model.Value);

    /// <summary>Proposes help now.</summary>
    public string Propose(string customerId, RiskLevel level = RiskLevel.High, InterventionStatus status = InterventionStatus.Proposed)
    {
        var number = _interventions.Count + 1;
        _interventions.Add(new(
            number,
            new Intervention
            {
                InterventionId = $"{customerId}-i{number}",
                CustomerId = customerId,
                At = Present,
                EpisodeOpenedOn = EpisodeOpenedOn,
                Level = level,
                Kind = InterventionKind.ProactiveSupport,
                Channel = ContactChannel.Sms,
                Priority = 2,
                Driver = Driver.IncomeLate,
                Message = "",
                Probability = 0.4,
                Reasons = [new Reason("income_delay_days", 5, double.NaN, 0.7, "Income is 5 days late.")],
                ModelVersion = "m1",
            },
            status));
        return $"{customerId}-i{number}";
    }

    public ValueTask<IReadOnlyList<SequencedIntervention>> GetInterventionsAsync(long afterSequence, int limit, CancellationToken cancellationToken) =>
        new([.. _interventions.Where(i => i.Sequence > afterSequence).Take(limit)]);

    public ValueTask<CustomerView?> GetCustomerAsync(string customerId, CancellationToken cancellationToken) => Unforeseen.Contains(customerId)
        ? throw new ArgumentOutOfRangeException(nameof(customerId), customerId, "has no day -5")
        : customerId == Damaged
        ? throw new ServiceUnavailableException($"{customerId} is damaged.") { IsPermanent = true, CustomerId = customerId }
        : new(new CustomerView
        {
            CustomerId = customerId,
            Profile = Profile,
            Assessment = new() { Score = new RiskScore(0.4, -0.4, Level, Maturity.Established), Reasons = [], BaseValue = 0, ModelVersion = "m1", ScoredAt = Present },
            Features = Features,
            TransactionCount = 1,
            HistoryDays = 90,
            EpisodeOpenedOn = EpisodeOpenedOn,
        });

    public IDisposable Listen(ICommitListener listener) => throw new NotSupportedException();

    public bool IsBusy(out TimeSpan retryAfter) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(IReadOnlyList<Transaction> transactions, IReadOnlyList<DeadLetter> deadLetters, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<RiskAssessment?> AssessAsync(string customerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<AssessmentAnswer>> AssessAsync(IReadOnlyList<string> customerIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<RiskAssessment?> AssumeAsync(string customerId, Assumption assumption, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<PastFeatures?> GetFeaturesAsync(string customerId, PastMoment? asOf, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<CustomerHistory?> GetHistoryAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<CustomerSummary>> GetHighRiskAsync(RiskLevel level, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<SequencedDeadLetter>> GetDeadLettersAsync(long afterSequence, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask PutProfileAsync(string customerId, CustomerProfile profile, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<MissedPayment>> NoteMissedPaymentsAsync(IReadOnlyList<MissedPayment> payments, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask ServeAsync(ServedModels models, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ServiceStats GetStats() => throw new NotSupportedException();

    public IReadOnlyList<PartHealth> GetHealth() => throw new NotSupportedException();
}
