using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Tests;

/// <content>What models are judged by later.</content>
public abstract partial class StoreContract
{
    [Fact]
    public void Of_a_missed_payment_what_was_told_last_is_kept_per_obligation_and_due_date()
    {
        using var store = Open();
        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(2)));
        var due = new DateOnly(2026, 3, 1);
        var rent = new MissedPayment("c1", Category.Rent, due, due.AddDays(4), new Money(12_345_678));
        var unit = new CommitUnit();
        unit.MissedPayments.AddRange(
        [
            new(1, rent),
            new(1, rent with { Amount = new Money(1) }),
            new(1, rent with { DueDate = due.AddMonths(1), MissedOn = due.AddMonths(1).AddDays(4) }),
            new(2, rent with { CustomerId = "c2" }),
        ]);
        store.Commit(Samples.Batch(store.ReadTotals(), unit));
        Assert.Equal([unit.MissedPayments[1], unit.MissedPayments[3]], store.ReadMissedPayments(due).Where(m => m.Payment.DueDate == due).OrderBy(m => m.CustomerNo));

        var corrected = new CommitUnit();
        corrected.MissedPayments.AddRange([new(1, rent with { MissedOn = due.AddDays(9) }), new(2, rent with { CustomerId = "c2" })]);
        store.Commit(Samples.Batch(store.ReadTotals(), corrected));

        Assert.Equal(corrected.MissedPayments, store.ReadMissedPayments(due).Where(m => m.Payment.DueDate == due).OrderBy(m => m.CustomerNo));
        Assert.Equal(3, store.ReadMissedPayments(due).Count());
        Assert.Equal([corrected.MissedPayments[0], unit.MissedPayments[2]], store.ReadMissedPayments(due.AddDays(5)).OrderBy(m => m.Payment.DueDate));
    }

    [Fact]
    public void Customers_are_read_with_their_ids_by_number()
    {
        using var store = Open();
        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(3)));

        Assert.Equal([new NewCustomer(1, "c1"), new NewCustomer(2, "c2"), new NewCustomer(3, "c3")], store.ReadCustomerIds());
    }

    [Fact]
    public void What_is_observed_of_a_day_adds_up_per_model()
    {
        using var store = Open();
        var day = new DateOnly(2026, 3, 1);
        foreach (var (on, model, counts) in new[] { (day, "a", new[] { 1, 2, 3 }), (day.AddDays(1), "a", [7, 0, 0]), (day, "b", [5, 5, 5]), (day, "a", [0, 1, 10]) })
        {
            var unit = new CommitUnit();
            unit.ObservedDays.Add(new ObservedDay(on, model, Counts(counts)));
            store.Commit(Samples.Batch(store.ReadTotals(), unit));
        }

        Assert.Equal(["a 1 3 13", "b 5 5 5", "a 7 0 0"], store.ReadObservedDays(day).Select(Text));
        Assert.Equal(["a 7 0 0"], store.ReadObservedDays(day.AddDays(1)).Select(Text));

        static string Text(ObservedDay observed) => $"{observed.ModelVersion} {string.Join(' ', observed.Counts.Counts.ToArray())}";
    }

    [Fact]
    public void Scores_profiles_and_who_was_contacted_come_as_they_were_committed()
    {
        using var store = Open();
        var random = new Random(4);
        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(3)));
        var unit = new CommitUnit();
        for (var i = 0; i < 20; i++)
        {
            unit.Scores.Add(new ScoreEntry(1 + (i % 3), new ScorePoint(Samples.Start.AddHours(i), random.NextDouble(), RiskLevel.Low)
            {
                ModelVersion = "m",
                Shadow = i % 2 == 0 ? null : new ShadowScore("s", random.NextDouble(), RiskLevel.High),
            }));
        }

        unit.Profiles.Add(new ProfileEntry(3, new CustomerProfile { Region = "north" }));
        unit.Profiles.Add(new ProfileEntry(1, new CustomerProfile { AgeBand = "25-34" }));
        for (var i = 1; i <= 3; i++)
            unit.Interventions.Add(new InterventionEntry(4 - i, 1, Samples.Intervention(random, 4 - i, i) with { At = Samples.Start.AddHours(i).ToOffset(TimeSpan.FromHours(i)) }, i == 3 ? InterventionStatus.Lapsed : InterventionStatus.Proposed));
        store.Commit(Samples.Batch(store.ReadTotals(), unit));

        Assert.Equal(unit.Scores.Skip(5), store.ReadScorePoints(Samples.Start.AddHours(5)));
        Assert.Equal([(1, "25-34", null), (3, null, "north")], store.ReadProfiles().Select(p => (p.CustomerNo, p.Profile.AgeBand, p.Profile.Region)));
        Assert.Equal(
            [(2, unit.Interventions[1].Intervention.At, TimeSpan.FromHours(2), InterventionStatus.Proposed), (1, unit.Interventions[2].Intervention.At, TimeSpan.FromHours(3), InterventionStatus.Lapsed)],
            store.ReadInterventions(Samples.Start.AddHours(2)).Select(i => (i.CustomerNo, i.At, i.At.Offset, i.Status)));
    }

    private static PopulationCounts Counts(int[] counts)
    {
        var bytes = new byte[counts.Length * sizeof(int)];
        Buffer.BlockCopy(counts, 0, bytes, 0, bytes.Length);
        return PopulationCounts.FromBytes(bytes);
    }
}
