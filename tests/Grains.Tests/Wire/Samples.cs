using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Grains.Abstractions.Messages;

namespace PreDelinquency.Grains.Tests.Wire;

/// <summary>One of each that crosses the wire, with something in every field.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, 891, TimeSpan.FromHours(2));

    private static readonly Transaction Transaction = new()
    {
        TransactionId = "t-1",
        CustomerId = "c000123",
        Timestamp = At,
        Amount = new Money(12_345_678),
        Direction = Direction.Debit,
        Category = Category.Utility,
        Channel = Channel.DirectDebit,
        Status = TransactionStatus.Returned,
        BalanceAfter = new Money(-42),
        Currency = "EUR",
        Merchant = "Power & Light",
        DueDate = new DateOnly(2026, 3, 1),
    };

    private static readonly Reason Reason = new("salary_delay_days", 4.5, double.NaN, 0.25, "The salary is late.") { Observed = 4.5, Usual = 0.5 };

    private static readonly RiskScore Score = new(0.125, -1.9459, RiskLevel.High, Maturity.Established);

    private static readonly ShadowScore Shadow = new("shadow-2", 0.0625, RiskLevel.Medium);

    private static readonly ScorePoint Point = new(At, 0.125, RiskLevel.High) { ModelVersion = "champion-1", Shadow = Shadow };

    private static readonly RiskAssessment Assessment = new()
    {
        CustomerId = "c000123",
        Score = Score,
        Reasons = [Reason],
        BaseValue = -3.5,
        ModelVersion = "champion-1",
        ScoredAt = At,
        Shadow = Shadow,
    };

    private static readonly Intervention Intervention = new()
    {
        InterventionId = "c000123-i4",
        CustomerId = "c000123",
        At = At,
        Level = RiskLevel.High,
        Kind = InterventionKind.ProactiveSupport,
        Channel = ContactChannel.Sms,
        Priority = 2,
        Driver = Driver.Overspending,
        Message = "We are here to help.",
        Probability = 0.125,
        Reasons = [Reason],
        ModelVersion = "champion-1",
    };

    private static readonly SequencedIntervention Sequenced = new(17, Intervention, InterventionStatus.Lapsed);

    private static readonly RiskChange Change = new()
    {
        CustomerId = "c000123",
        At = At,
        From = RiskLevel.Low,
        To = RiskLevel.High,
        Probability = 0.125,
        Maturity = Maturity.Established,
        Reasons = [Reason],
        ModelVersion = "champion-1",
    };

    private static readonly CustomerProfile Profile = new()
    {
        Name = "Ada",
        TimeZone = "Europe/Madrid",
        Language = "es",
        Email = "ada@example.org",
        Phone = "+15550100",
        Consents = new Consents { Email = true, Sms = false, Phone = true },
        PayCycle = PayCycle.Weekly,
        Obligations = [new ProfileObligation { Category = Category.Rent, DueDay = 31, Amount = new Money(7_000_000) }],
        Segment = "retail",
        AgeBand = "25-34",
        Region = "north",
    };

    private static readonly MissedPayment Missed = new("c000123", Category.Rent, new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 5), new Money(7_000_000));

    private static readonly HistoryCursor Cursor = new(At, 99);

    private static readonly CustomerSummary Summary = new("c000123", 0.125, RiskLevel.High, Maturity.Established, At);

    private static readonly ListedCustomer Listed = new("c000123", 12, new StateSummary(0.125, RiskLevel.High, Maturity.Established, At));

    /// <summary>The version that knows all fields.</summary>
    public const int Newest = 3;

    /// <summary>As a version knew them: without the fields that came later. The same object as in <see cref="All"/> where none did.</summary>
    public static object Of(int version, string name) => (All[name], version) switch
    {
        (EffectsMessage effects, 1) => effects with { TraceParent = null },
        (StoreException failure, 1) => new StoreException(failure.Message),
        (StoreException failure, 2) => new StoreException(failure.Message) { IsPermanent = failure.IsPermanent },
        (ServiceUnavailableException refusal, 1) => new ServiceUnavailableException(refusal.Message) { IsPermanent = refusal.IsPermanent },
        var (same, _) => same,
    };

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, object> All { get; } = new object[]
    {
        Transaction, Missed, Profile, Profile.Obligations[0], Score, Shadow, Reason, Assessment, Change, Point, Intervention, Sequenced, Cursor, Summary, Listed,
        new Assumption(new Dictionary<string, double?>(StringComparer.Ordinal) { ["income_delay_days"] = 2.5, ["balance_gap"] = null }),
        new IngestOutcome(Applied.TooLate, "late"),
        new CustomerHistory
        {
            CustomerId = "c000123",
            Transactions = new HistoryPage<Transaction>([Transaction], Cursor),
            Scores = new HistoryPage<ScorePoint>([Point], null),
            Interventions = new HistoryPage<SequencedIntervention>([Sequenced], Cursor),
        },
        new CustomerView { CustomerId = "c000123", Profile = Profile, Assessment = Assessment, Features = [1.5, double.NaN], TransactionCount = 7, HistoryDays = 61, LatestEvent = At },
        new PastFeatures { CustomerId = "c000123", AsOf = At, Day = null, TransactionCount = 7, Features = [1.5, double.NaN], Maturity = Maturity.Established, Score = Point },
        new FrontRunner("c000123", 1_772_593_567_891),
        new ShardFigures { Sums = new RiskSums { Customers = 10, Low = 4, Medium = 3, High = 2, Critical = 1, Scored = 9, ProbabilitySumE9 = 1_234_567_890 }, Furthest = [new FrontRunner("c000123", 5)] },
        new ServiceUnavailableException("not now") { IsPermanent = true, CustomerId = "c000123" },
        new StoreException("no store") { IsPermanent = true, CustomerId = "c000123" },
        new StateConflictException("twice"),
        new TransactionBatch([Transaction, Transaction with { TransactionId = "t-2", BalanceAfter = null, Currency = null, Merchant = null, DueDate = null }]),
        new IngestAnswer([new IngestOutcome(Applied.Accepted, null), new IngestOutcome(Applied.TooLate, "late")]),
        new HistoryQuery(Cursor, 50),
        new MissedPaymentBatch([Missed]),
        new ShardReport([Listed]),
        new HighRiskQuery((byte)RiskLevel.High, 20),
        new HighRiskAnswer([Summary]),
        new EffectsMessage(3, [Change], [Sequenced], "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
    }.ToDictionary(sample => sample.GetType().Name, StringComparer.Ordinal);
}
