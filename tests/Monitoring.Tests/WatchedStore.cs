using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Monitoring.Tests;

/// <summary>A store that tests fill with what a live model said and what came of it.</summary>
internal sealed class WatchedStore
{
    public static readonly DateOnly Today = new(2026, 6, 29);
    public static readonly ModelBundle Shipped = ModelBundle.Load(Repository.PathOf("models/champion"));
    public static readonly ModelBundle Champion = Shipped.With(References.Normal(seed: 1));

    public MemoryStore Store { get; } = new(keepsLog: true);

    public MonitoringOptions Options { get; } = new();

    private int Oldest => Today.DayNumber - (Options.Weeks * Judgements.Spacing) - 65;

    public static DateTimeOffset Now => new(Today, new TimeOnly(12, 0), TimeSpan.Zero);

    public Examination Examine() => Examination.Of(Store, Champion, Now, Options, TestContext.Current.CancellationToken);

    public void Observe(DateOnly day, double shift, int rows, int? seed = null)
    {
        var random = new Random(seed ?? day.DayNumber);
        var counts = new PopulationCounts(Champion.Reference!.Bins);
        for (var i = 0; i < rows; i++)
            counts.Add(Champion.Reference, References.Vector(random, shift), random.NextDouble());
        Commit(unit => unit.ObservedDays.Add(new ObservedDay(day, Champion.Version, counts)));
    }

    public void Score(int customer, int day, double probability, double? shadow = null)
    {
        Require(customer);
        var point = new ScorePoint(At(day), probability, Shipped.Thresholds.LevelOf(probability))
        {
            ModelVersion = Champion.Version,
            Shadow = shadow is { } value ? new ShadowScore("shadow", value, RiskLevel.Low) : null,
        };
        Commit(unit => unit.Scores.Add(new ScoreEntry(customer, point)));
    }

    public void Missed(int customer, int day)
    {
        Require(customer);
        var on = DateOnly.FromDayNumber(day);
        Commit(unit => unit.MissedPayments.Add(new MissedPaymentEntry(customer, new MissedPayment($"c{customer}", Category.Rent, on.AddDays(-4), on, new Money(1)))));
    }

    public void Intervene(int customer, int day, InterventionStatus status = InterventionStatus.Proposed)
    {
        var intervention = new Intervention
        {
            InterventionId = $"c{customer}-i1",
            CustomerId = $"c{customer}",
            At = At(day),
            Level = RiskLevel.Medium,
            Kind = InterventionKind.GentleReminder,
            Channel = ContactChannel.Email,
            Priority = 3,
            Driver = Driver.PaymentsFailed,
            Message = "",
            Probability = 0.2,
            Reasons = [],
            ModelVersion = Champion.Version,
        };
        Commit(unit => unit.Interventions.Add(new InterventionEntry(customer, 1, intervention, status)));
    }

    /// <summary>Makes a customer known whose first event lies on a day; by default so long ago that nothing of it is learnt any more.</summary>
    public void Require(int customer, int? firstDay = null)
    {
        if (Store.ReadCustomers().Any(c => c.No == customer))
            return;
        Commit(unit =>
        {
            unit.NewCustomers.Add(new NewCustomer(customer, $"c{customer}"));
            unit.Scores.Add(new ScoreEntry(customer, new ScorePoint(At(firstDay ?? Oldest), 0, RiskLevel.Low)));
        });
    }

    public void Commit(Action<CommitUnit> fill)
    {
        var unit = new CommitUnit();
        fill(unit);
        Store.Commit(new CommitBatch([unit], Store.ReadTotals()));
    }

    private static DateTimeOffset At(int day) => new(DateOnly.FromDayNumber(day), new TimeOnly(9, 0), TimeSpan.Zero);
}
