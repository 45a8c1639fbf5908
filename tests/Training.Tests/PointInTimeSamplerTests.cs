using PreDelinquency.Domain;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic;
using PreDelinquency.Synthetic.Files;

namespace PreDelinquency.Training.Tests;

public sealed class PointInTimeSamplerTests(Trained trained) : IClassFixture<Trained>
{
    private static readonly PopulationOptions Small = new() { Customers = 30, Months = 8, Seed = 3 };

    [Theory]
    [InlineData(14, false)]
    [InlineData(15, true)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void A_payment_counts_when_it_is_missed_more_than_14_and_at_most_30_days_later(int days, bool counts) =>
        Assert.Equal(counts, LabelWindow.Contains(1000, 1000 + days));

    [Fact]
    public void Features_are_those_that_the_live_customer_has_at_the_end_of_the_cut_off_day()
    {
        var population = new Population(Small);
        var model = trained.Outcome.Bundle;
        var compared = 0;
        foreach (var rows in PointInTimeSet.FromPopulation(population, new SamplingOptions()).Rows.GroupBy(r => r.CustomerId))
        {
            var transactions = Transactions(population.CreateLife(int.Parse(rows.Key.AsSpan(1))));
            var customer = new Customer(rows.Key);
            var effects = new CustomerEffects();
            var next = 0;
            foreach (var row in rows)
            {
                for (; next < transactions.Count && Day(transactions[next]) <= row.CutOff; next++)
                    customer.Apply(transactions[next], model, effects);
                var nextMidnight = new DateTimeOffset(row.CutOff.AddDays(1), TimeOnly.MinValue, customer.LatestEvent!.Value.Offset);
                var live = new double[FeatureCatalogue.Count];
                customer.Features(nextMidnight, live);
                Assert.Equal(live, row.Features);
                Assert.Equal(row.CutOff.DayNumber - Day(transactions[0]).DayNumber + 1, row.HistoryDays);
                compared++;
            }
        }

        Assert.True(compared > 300, $"{compared} rows compared");
    }

    [Fact]
    public void Every_day_that_is_judged_at_its_start_is_the_row_that_training_takes_at_the_end_of_the_day_before()
    {
        var model = trained.Outcome.Bundle;
        var population = new Population(Small);
        var rows = PointInTimeSet.FromPopulation(population, new SamplingOptions { SpacingDays = 1 }).Rows.ToDictionary(r => (r.CustomerId, r.CutOff.DayNumber));
        var (compared, quiet) = (0, 0);
        for (var i = 0; i < Small.Customers; i++)
        {
            var customer = new Customer(population.CreateLife(i).CustomerId);
            var effects = new CustomerEffects { Observer = new Seen(Compare) };
            foreach (var transaction in Transactions(population.CreateLife(i)))
                customer.Apply(transaction, model, effects);

            void Compare(int day, double[] features, double probability)
            {
                // The first and the last days of a history have no rows: there the habit or the label is not known.
                if (!rows.TryGetValue((customer.Id, day - 1), out var row))
                    return;
                Assert.Equal(row.Features, features);
                Assert.Equal(model.Score(row.Features, Maturity.Established).Probability, probability);
                compared++;
                quiet += DateOnly.FromDateTime(customer.LatestEvent!.Value.DateTime) < row.CutOff ? 1 : 0;
            }
        }

        Assert.True(compared > 0.95 * rows.Count && quiet > 300, $"{compared} of {rows.Count} rows compared, {quiet} quiet days");
    }

    [Fact]
    public void Nothing_that_happens_after_a_cut_off_touches_its_features()
    {
        var transactions = new Population(Small).Transactions().ToList();
        var turn = new DateOnly(2025, 5, 10);
        var poisoned = transactions.Select(t => Day(t) <= turn ? t : t with
        {
            Amount = new Money((t.Amount.TenThousandths * 7) + 1_230_000),
            Category = Category.Gambling,
            Status = TransactionStatus.Completed,
            BalanceAfter = new Money(-50_000_000),
        });
        var clean = Sample(transactions).Where(r => r.CutOff <= turn).ToList();
        var after = Sample(poisoned).Where(r => r.CutOff <= turn).ToList();
        Assert.True(clean.Count > 100);
        Assert.Equal(clean.Count, after.Count);
        for (var i = 0; i < clean.Count; i++)
            Assert.Equal(clean[i].Features, after[i].Features);
    }

    [Fact]
    public void Labels_are_the_missed_payments_within_the_window_and_no_others()
    {
        var transactions = new Population(Small).Transactions().ToList();
        var rows = Sample(transactions);
        var target = rows[rows.Count / 2];
        foreach (var days in new[] { 10, 14, 15, 22, 30, 31 })
        {
            var missedOn = target.CutOff.AddDays(days);
            var labelled = Sample(transactions, new MissedPayment(target.CustomerId, Category.Rent, missedOn.AddDays(-4), missedOn, new Money(1)));
            var row = labelled.Single(r => r.CustomerId == target.CustomerId && r.CutOff == target.CutOff);
            Assert.Equal(days is 15 or 22 or 30, row.Misses);
            Assert.Equal(row.Misses ? [days] : [], row.LeadDays);
            Assert.DoesNotContain(labelled, r => r.Misses && r.CustomerId != target.CustomerId);
        }

        MissedPayment[] several = [.. new[] { 28, 14, 17, 17, 31 }.Select(days => new MissedPayment(target.CustomerId, Category.Rent, target.CutOff, target.CutOff.AddDays(days), new Money(1)))];
        Assert.Equal([17, 28], Sample(transactions, several).Single(r => r.CustomerId == target.CustomerId && r.CutOff == target.CutOff).LeadDays);
    }

    [Fact]
    public void No_cut_off_has_a_label_window_that_the_data_do_not_cover_nor_too_short_a_history()
    {
        var rows = PointInTimeSet.FromPopulation(new Population(Small), new SamplingOptions()).Rows;
        Assert.True(rows.Max(r => r.CutOff) <= Small.End.AddDays(-1 - LabelWindow.UpToDays));
        Assert.True(rows.Min(r => r.CutOff) >= Small.Start.AddDays(Customer.LearningDays));
        Assert.True(rows.Select(r => r.CutOff.Day).Distinct().Count() > 25, "all days of the month occur");
    }

    [Fact]
    public void A_folder_gives_the_same_rows_as_its_population()
    {
        using var temporary = new TemporaryFolder();
        var population = new Population(Small);
        var folder = new PopulationFolder(temporary.Path);
        folder.Write(population);
        var lived = PointInTimeSet.FromPopulation(population, new SamplingOptions());
        var read = PointInTimeSet.FromFolder(folder, new SamplingOptions());
        Assert.Equal(lived.Transactions, read.Transactions);
        Assert.Equal(lived.Fingerprint(), read.Fingerprint());
        Assert.Equal(lived.Rows.Select(r => (r.CustomerId, r.CutOff, string.Join(' ', r.LeadDays), r.MissedBefore)), read.Rows.Select(r => (r.CustomerId, r.CutOff, string.Join(' ', r.LeadDays), r.MissedBefore)));
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(61, 60)]
    [InlineData(12, 0)]
    public void Options_out_of_range_are_refused(int spacing, int history) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PointInTimeSampler(new SamplingOptions { SpacingDays = spacing, HistoryDays = history }));

    private static IReadOnlyList<PointInTimeRow> Sample(IEnumerable<Transaction> transactions, params MissedPayment[] missed)
    {
        var sampler = new PointInTimeSampler(new SamplingOptions());
        foreach (var transaction in transactions)
            sampler.Add(transaction);
        return sampler.Finish(Small.End.AddDays(-1), missed);
    }

    private static List<Transaction> Transactions(Life life)
    {
        var transactions = new List<Transaction>();
        while (life.Today < Small.End)
            life.LiveDay(transactions, []);
        return transactions;
    }

    private static DateOnly Day(Transaction transaction) => DateOnly.FromDateTime(transaction.Timestamp.DateTime);

    private sealed class Seen(Action<int, double[], double> see) : IDayObserver
    {
        public void Observe(int day, int historyDays, ReadOnlySpan<double> features, double probability) => see(day, features.ToArray(), probability);
    }
}
