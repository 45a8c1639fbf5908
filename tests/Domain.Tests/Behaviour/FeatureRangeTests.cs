using System.Globalization;
using System.Text.RegularExpressions;
using PreDelinquency.Domain.Behaviour;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Domain.Tests.Behaviour;

public sealed partial class FeatureRangeTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_history_leads_out_of_a_range(int seed)
    {
        var (behaviour, random) = (new RollingBehaviour(), new Random(seed));
        foreach (var transaction in RandomHistory.Of(seed, 400))
        {
            behaviour.Apply(Extreme(transaction, random));
            AssertWithin(behaviour, behaviour.LatestDay + (random.Next(3) == 0 ? random.Next(500) : 0), $"seed {seed}");
        }
    }

    [Fact]
    public void No_simulated_life_leads_out_of_a_range()
    {
        var days = 0;
        foreach (var life in new Population(new PopulationOptions { Customers = 300, Months = 12, Seed = 23 }).Transactions().GroupBy(t => t.CustomerId))
        {
            var behaviour = new RollingBehaviour();
            foreach (var transaction in life)
            {
                if (behaviour.TransactionCount > 0 && TransactionRules.DayOf(transaction.Timestamp) > behaviour.LatestDay)
                {
                    AssertWithin(behaviour, behaviour.LatestDay, life.Key);
                    days++;
                }

                behaviour.Apply(transaction);
            }
        }

        Assert.True(days > 50_000, $"{days} days");
    }

    [Fact]
    public void The_ends_are_those_that_the_formula_names()
    {
        var named = 0;
        foreach (var feature in FeatureCatalogue.All)
        {
            var end = End().Match(feature.Formula.Replace('−', '-'));
            if (!end.Success)
                continue;
            var most = double.Parse(end.Groups["most"].ValueSpan, CultureInfo.InvariantCulture);
            var least = end.Groups["sign"].Success ? -most : end.Groups["least"].Success ? double.Parse(end.Groups["least"].ValueSpan, CultureInfo.InvariantCulture) : 0;

            // What is cut below need not come that far by itself.
            Assert.True(feature.Range.Most == most && feature.Range.Least >= least, $"{feature.Name}: {feature.Range} by {feature.Formula}");
            named++;
        }

        Assert.True(named > 20, $"{named} formulas name an end");
    }

    [Fact]
    public void Around_what_is_usual_nothing_is_out_of_range() =>
        Assert.All(FeatureCatalogue.All, feature => Assert.True(feature.Range.Contains(feature.Neutral), feature.Name));

    [Theory]
    [InlineData("late_payments_30d", 0.25, "a whole number less 0.25, from -0.25 to 62914529.75")]
    [InlineData("late_payments_30d", double.NaN, "from -62914530 to 62914530")]
    [InlineData("cash_share_change", 0.25, "from -0.25 to 0.75")]
    [InlineData("cash_share_change", double.NaN, "from -1 to 1")]
    [InlineData("payment_delay_change", 2, "from -32 to 88")]
    [InlineData("balance_gap", 0.25, "from -5 to 5")]
    [InlineData("failed_payments_7d", 0.25, "a whole number from 0 to 14680057")]
    public void What_is_usual_narrows_the_range_of_a_difference(string name, double usual, string expected) =>
        Assert.Equal(expected, FeatureCatalogue.All.Single(f => f.Name == name).Range.For(usual).ToString());

    [Fact]
    public void What_is_told_of_a_range_is_taken()
    {
        var range = FeatureCatalogue.All.Single(f => f.Name == "late_payments_30d").Range.For(1.00006);

        Assert.Equal("a whole number less 1.0001, from -1 to 62914528.9999", range.ToString());
        Assert.True(range.Contains(-1.00006) && range.Contains(-1) && range.Contains(2) && range.Contains(2.0001));
        Assert.False(range.Contains(-1.2) || range.Contains(2.5) || range.Contains(double.NaN));
    }

    [Theory]
    [InlineData("overdrawn_days_30d", 15.5, false)]
    [InlineData("overdrawn_days_30d", 15, true)]
    [InlineData("overdrawn_days_30d", 31, false)]
    [InlineData("failed_payments_7d", 1e308, false)]
    [InlineData("failed_payments_usual", 0.37, true)]
    [InlineData("failed_payments_usual", 1e308, false)]
    [InlineData("late_payments_30d", -1e8, false)]
    public void Parts_of_a_day_and_counts_that_no_window_holds_are_out_of_range(string name, double value, bool contained) =>
        Assert.Equal(contained, FeatureCatalogue.All.Single(f => f.Name == name).Range.Contains(value));

    [Fact]
    public void Every_range_has_ends() =>
        Assert.All(FeatureCatalogue.All, f => Assert.True(double.IsFinite(f.Range.Least) && double.IsFinite(f.Range.Most) && f.Range.Least < f.Range.Most, f.Name));

    private static void AssertWithin(RollingBehaviour behaviour, int asOfDay, string who)
    {
        Span<double> buffer = stackalloc double[BehaviourView.BufferLength];
        Span<BillRhythm> bills = stackalloc BillRhythm[BehaviourView.BillKinds];
        var view = new BehaviourView(buffer, bills);
        behaviour.Fill(ref view, asOfDay);
        foreach (var feature in FeatureCatalogue.All)
        {
            var reading = feature.Compute(view);
            if (!double.IsNaN(reading.Value) && !(feature.Range.Contains(reading.Value) && feature.Range.For(reading.Usual).Contains(reading.Value)))
                Assert.Fail($"{who}, day {asOfDay}: {feature.Name} is {reading.Value}, usual {reading.Usual}, which is not {feature.Range.For(reading.Usual)} within {feature.Range}.");
        }
    }

    /// <summary>Now and then the same with what is rare: an amount or a balance of the largest or smallest, a due date far away, at night.</summary>
    private static Transaction Extreme(Transaction transaction, Random random) => random.Next(8) switch
    {
        0 => transaction with { Amount = new Money(1) },
        1 => transaction with { Amount = new Money(1_000_000_000_000) },
        2 => transaction with { BalanceAfter = new Money(random.Next(2) == 0 ? -1_000_000_000_000 : 1_000_000_000_000) },
        3 when transaction.DueDate is { } due => transaction with { DueDate = due.AddDays(random.Next(-200, 200)) },
        _ => transaction,
    };

    [GeneratedRegex(@"at most (?<most>\d+)|within (?<sign>±)(?<most>\d+)|(, |within )(?<least>-?\d+) to (?<most>\d+)(;|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex End();
}
