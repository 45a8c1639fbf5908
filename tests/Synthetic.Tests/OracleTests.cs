using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Trees;

namespace PreDelinquency.Synthetic.Tests;

public sealed class OracleTests
{
    private static readonly PopulationOptions People = new() { Customers = 400, Months = 6, Seed = 5 };

    [Fact]
    public void An_estimate_leaves_the_life_as_it_was_and_comes_out_the_same_again()
    {
        var oracle = new Oracle(new OracleOptions { Draws = 50 }, People);
        var (asked, left) = (new Population(People).CreateLife(3), new Population(People).CreateLife(3));
        var (first, second) = (oracle.Estimate(asked), oracle.Estimate(asked));
        Assert.Equal(first, second);
        List<MissedPayment> missed = [];
        for (var day = 0; day < 60; day++)
        {
            List<Domain.Transactions.Transaction> askedDay = [], leftDay = [];
            asked.LiveDay(askedDay, missed);
            left.LiveDay(leftDay, missed);
            Assert.Equal(leftDay, askedDay);
        }
    }

    [Fact]
    public void What_it_foretells_comes_true_as_often_as_it_says()
    {
        // One estimate per customer, so that outcomes are independent: their number lies within 4 standard deviations.
        var oracle = new Oracle(new OracleOptions { Draws = 60 }, People);
        var population = new Population(People);
        double expected = 0, variance = 0;
        var misses = 0;
        for (var i = 0; i < People.Customers; i++)
        {
            var life = population.CreateLife(i);
            List<MissedPayment> missed = [];
            for (var day = 0; day < 90; day++)
                life.LiveDayUnseen(missed);
            var p = oracle.Estimate(life).Probability;
            (expected, variance) = (expected + p, variance + (p * (1 - p)));
            var cutOff = life.Today.DayNumber - 1;
            missed.Clear();
            for (var ahead = 1; ahead <= LabelWindow.UpToDays; ahead++)
                life.LiveDayUnseen(missed);
            misses += missed.Exists(m => LabelWindow.Contains(cutOff, m.MissedOn.DayNumber)) ? 1 : 0;
        }

        // The estimates themselves are drawn: 60 futures add a sixtieth of the variance again.
        var deviation = Math.Sqrt(variance * (1 + (1.0 / 60)));
        Assert.True(misses > 5, "some do miss");
        Assert.InRange(misses, expected - (4 * deviation), expected + (4 * deviation));
    }

    [Fact]
    public void It_tells_who_misses_from_who_does_not_and_is_right_about_each_of_them()
    {
        // Two oracles of independent luck: customers are sorted by what the one says and counted against the other, as the
        // highest of many estimates are high by luck too.
        var (sorting, counted) = (new Oracle(new OracleOptions { Draws = 50 }, People), new Oracle(new OracleOptions { Draws = 50 }, People with { Seed = 6 }));
        var population = new Population(People);
        var (sorts, estimates, misses) = (new double[People.Customers], new double[People.Customers], new double[People.Customers]);
        Parallel.For(0, People.Customers, i =>
        {
            var life = population.CreateLife(i);
            List<MissedPayment> missed = [];
            for (var day = 0; day < 120; day++)
                life.LiveDayUnseen(missed);
            (sorts[i], estimates[i]) = (sorting.Estimate(life).Probability, counted.Estimate(life).Probability);
            var cutOff = life.Today.DayNumber - 1;
            missed.Clear();
            for (var ahead = 1; ahead <= LabelWindow.UpToDays; ahead++)
                life.LiveDayUnseen(missed);
            misses[i] = missed.Exists(m => LabelWindow.Contains(cutOff, m.MissedOn.DayNumber)) ? 1 : 0;
        });

        // One that gave everybody the base rate would have 0.5.
        Assert.True(BinaryMetrics.Auc(estimates, misses) > 0.85, $"AUC {BinaryMetrics.Auc(estimates, misses):0.000}");
        foreach (var (from, to) in new[] { (0.0, 0.03), (0.03, 0.25), (0.25, 1.01) })
        {
            var bucket = Enumerable.Range(0, People.Customers).Where(i => sorts[i] >= from && sorts[i] < to).ToArray();
            var (expected, happened) = (bucket.Sum(i => estimates[i]), bucket.Sum(i => misses[i]));

            // One future in fifty that was not drawn is no proof that there is none.
            var deviation = Math.Sqrt(bucket.Sum(i => Math.Max(estimates[i], 0.01) * (1 - Math.Min(estimates[i], 0.99))) * (1 + (1.0 / 50)));
            Assert.True(bucket.Length >= 5, $"{bucket.Length} customers from {from}");
            Assert.True(Math.Abs(happened - expected) <= 4 * deviation, $"from {from}: {happened} of {bucket.Length} missed, {expected:0.0} were foretold, give or take {deviation:0.0}");
        }
    }

    [Fact]
    public void It_looks_at_those_alone_whom_it_was_asked_about()
    {
        var oracle = new Oracle(new OracleOptions { SpacingDays = 1, Of = id => id == "c000004" }, People);
        Assert.False(oracle.IsDue(Lived.For(1, index: 3).Life));
        Assert.True(oracle.IsDue(Lived.For(1, index: 4).Life));
    }

    [Theory]
    [InlineData(9, 12, "Draws")]
    [InlineData(10_001, 12, "Draws")]
    [InlineData(100, 0, "SpacingDays")]
    [InlineData(100, 61, "SpacingDays")]
    public void Options_out_of_range_are_refused_by_name(int draws, int spacing, string name)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Oracle(new OracleOptions { Draws = draws, SpacingDays = spacing }, People));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }
}
