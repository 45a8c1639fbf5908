using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Monitoring.Tests;

/// <summary>How much memory one look at a live model takes while it lasts; run only where asked for, as it looks at the whole process.</summary>
public sealed class ExaminationMemory(ITestOutputHelper output)
{
    [Theory(Explicit = true)]
    [InlineData(20_000, 65_536)]
    [InlineData(20_000, 5_000)]
    public void Of_a_customer(int customers, int most)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (peak, isOver) = (0L, false);
        var watching = new Thread(() =>
        {
            while (!Volatile.Read(ref isOver))
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
        });
        watching.Start();
        var examination = Examination.Of(new ScoredWeekly(customers), WatchedStore.Champion, WatchedStore.Now, new MonitoringOptions { MostCustomers = most }, TestContext.Current.CancellationToken);
        Volatile.Write(ref isOver, true);
        watching.Join();

        var looked = Assert.Single(examination.Performance.Models).Estimated.Customers;
        output.WriteLine(FormattableString.Invariant($"{customers:#,0} customers, {looked:#,0} of them looked at: {(peak - before) / 1e6:0.0} MB at most, {(peak - before) / looked:#,0} bytes of each looked at"));
        Assert.InRange(looked, 1, most);
    }

    /// <summary>So many customers with a score a week, a fifth of them with a missed payment; nothing of it held in memory.</summary>
    private sealed class ScoredWeekly(int customers) : IModelHistory
    {
        private static readonly int Today = WatchedStore.Today.DayNumber;

        public IEnumerable<ScoreEntry> ReadScorePoints(DateTimeOffset from)
        {
            var random = new Random(1);
            for (var day = DateOnly.FromDateTime(from.DateTime).DayNumber; day <= Today; day += Judgements.Spacing)
            {
                var at = new DateTimeOffset(DateOnly.FromDayNumber(day), new TimeOnly(9, 0), TimeSpan.Zero);
                for (var customer = 1; customer <= customers; customer++)
                {
                    var probability = Math.Pow(random.NextDouble(), 6);
                    yield return new ScoreEntry(customer, new ScorePoint(at, probability, WatchedStore.Shipped.Thresholds.LevelOf(probability)) { ModelVersion = WatchedStore.Champion.Version });
                }
            }
        }

        public IEnumerable<MissedPaymentEntry> ReadMissedPayments(DateOnly from)
        {
            var random = new Random(2);
            for (var customer = 5; customer <= customers; customer += 5)
            {
                var missed = DateOnly.FromDayNumber(Today - random.Next(1, 150));
                yield return new MissedPaymentEntry(customer, new MissedPayment($"c{customer}", Category.Rent, missed.AddDays(-4), missed, new Money(1)));
            }
        }

        public IEnumerable<NewCustomer> ReadCustomerIds() => Enumerable.Range(1, customers).Select(no => new NewCustomer(no, $"c{no}"));

        public IEnumerable<ProfileEntry> ReadProfiles() => Enumerable.Range(1, customers).Select(no => new ProfileEntry(no, new CustomerProfile { Region = $"r{no % 5}", AgeBand = $"a{no % 4}" }));

        public IEnumerable<PastIntervention> ReadInterventions(DateTimeOffset from) =>
            Enumerable.Range(1, customers).Where(no => no % 10 == 0).Select(no => new PastIntervention(no, from.AddDays(no % 300), InterventionStatus.Proposed));

        public IReadOnlyList<ObservedDay> ReadObservedDays(DateOnly from) => [];
    }
}
