using PreDelinquency.Domain.Risk;
using PreDelinquency.Training.Measuring;

namespace PreDelinquency.Training.Tests.Measuring;

public sealed class MissedPaymentWarningsTests
{
    private static readonly RiskThresholds Thresholds = new(0.4, 0.6, 0.8);
    private static readonly DateOnly Missed = new(2025, 6, 30);

    /// <summary>Rows 12 days apart, the last 18 days before the missed payment: 30 and 18 days before are in the window.</summary>
    [Theory]
    [InlineData("0.1 0.1 0.1 0.1 0.1", null, null)]
    [InlineData("0.1 0.1 0.1 0.1 0.6", 18, 18)]
    [InlineData("0.1 0.1 0.1 0.6 0.5", 30, 30)]
    [InlineData("0.1 0.4 0.5 0.7 0.9", 54, 30)]
    [InlineData("0.9 0.9 0.9 0.9 0.9", 66, 66)]
    [InlineData("0.9 0.9 0.1 0.4 0.4", 30, null)]
    [InlineData("0.9 0.9 0.9 0.9 0.1", 66, 66)]
    [InlineData("0.9 0.9 0.9 0.1 0.4", 18, null)]
    [InlineData("0.9 0.9 0.9 0.1 0.1", null, null)]
    public void A_warning_goes_back_to_the_start_of_the_run_that_reaches_the_window(string probabilities, int? medium, int? high)
    {
        var payment = Assert.Single(MissedPaymentWarnings.Of(Rows("a", probabilities), null, Thresholds).Payments);
        Assert.Equal(("a", Missed, medium, high), (payment.CustomerId, payment.MissedOn, payment.DaysMedium, payment.DaysHigh));
    }

    [Fact]
    public void Earlier_rows_lengthen_a_run_and_warn_of_nothing_themselves()
    {
        var all = Rows("a", "0.9 0.9 0.9 0.9 0.9");
        var (earlier, measured) = (Part(all, 0, 4), Part(all, 4, 5));
        Assert.Equal(66, Assert.Single(MissedPaymentWarnings.Of(measured, earlier, Thresholds).Payments).DaysHigh);
        Assert.Equal(18, Assert.Single(MissedPaymentWarnings.Of(measured, null, Thresholds).Payments).DaysHigh);

        var calm = new ScoredRows(measured.Rows, [0.1]);
        Assert.Null(Assert.Single(MissedPaymentWarnings.Of(calm, earlier, Thresholds).Payments).DaysHigh);
        Assert.Empty(MissedPaymentWarnings.Of(Part(all, 0, 3), null, Thresholds).Payments);
    }

    [Fact]
    public void Payments_that_become_missed_on_one_day_are_one_and_on_two_days_two()
    {
        var rows = Rows("a", "0.1 0.1 0.1 0.1 0.9");
        var twice = rows with { Rows = [.. rows.Rows.SkipLast(1), rows.Rows[^1] with { LeadDays = [18, 25] }] };
        var payments = MissedPaymentWarnings.Of(twice, null, Thresholds).Payments;
        Assert.Equal([(Missed, 18), (Missed.AddDays(7), 25)], payments.Select(p => (p.MissedOn, p.DaysHigh!.Value)));
    }

    [Fact]
    public void Shares_and_quartiles_are_those_of_a_plain_count()
    {
        // 40 customers: 10 never flagged, then runs of 18, 30, 42, 54 and 66 days, six customers each.
        var rows = Many(i => i < 10 ? "0.1 0.1 0.1 0.1 0.1" : string.Join(' ', Enumerable.Range(0, 5).Select(row => row >= 4 - (i % 5) ? 0.7 : 0.1)), 40);
        var high = MissedPaymentWarnings.Of(rows, null, Thresholds).High;
        Assert.Equal((40, 40, 0.75), (high.Payments, high.Customers, high.Share.Value));
        Assert.Equal((30, 42, 54), (high.LowerQuartile.Value, high.Median.Value, high.UpperQuartile.Value));
        Assert.InRange(high.Share.Value, high.Share.Low + 0.05, high.Share.High - 0.05);
        Assert.InRange(high.Median.Value, high.Median.Low, high.Median.High);
        Assert.True(high.Median.Low < high.Median.High);
    }

    [Fact]
    public void A_median_on_which_all_draws_agree_is_sure_where_customers_are_many_and_unsure_where_they_are_few()
    {
        var many = MissedPaymentWarnings.Of(Many(_ => "0.1 0.1 0.1 0.7 0.7", 30), null, Thresholds).High;
        Assert.Equal((30, 30, 30), (many.Median.Value, many.Median.Low, many.Median.High));

        // A share of 1 in every draw only says that no customer was missed among those that are there.
        Assert.Equal((1, double.NaN), (many.Share.Value, many.Share.Low));
        var few = MissedPaymentWarnings.Of(Many(_ => "0.1 0.1 0.1 0.7 0.7", 9), null, Thresholds).High;
        Assert.Equal((30, double.NaN, double.NaN), (few.Median.Value, few.Median.Low, few.Median.High));
    }

    [Fact]
    public void Without_a_missed_payment_there_is_nothing_to_warn_of()
    {
        var rows = Rows("a", "0.9 0.9 0.9 0.9 0.9");
        var none = MissedPaymentWarnings.Of(rows with { Rows = [.. rows.Rows.Select(r => r with { Misses = false, LeadDays = [] })] }, null, Thresholds).Medium;
        Assert.Equal((0, 0, double.NaN, double.NaN), (none.Payments, none.Customers, none.Share.Value, none.Median.Value));
    }

    private static ScoredRows Many(Func<int, string> probabilities, int customers)
    {
        var each = Enumerable.Range(0, customers).Select(i => Rows($"c{i:00}", probabilities(i))).ToArray();
        return new ScoredRows([.. each.SelectMany(e => e.Rows)], [.. each.SelectMany(e => e.Probabilities)]);
    }

    private static ScoredRows Rows(string customer, string probabilities)
    {
        double[] each = [.. probabilities.Split(' ').Select(double.Parse)];
        return new ScoredRows(
        [
            .. each.Select((_, i) => 18 + (12 * (each.Length - 1 - i))).Select(days => new PointInTimeRow(customer, Missed.AddDays(-days), [])
            {
                Misses = days <= 30,
                LeadDays = days <= 30 ? [days] : [],
            }),
        ], each);
    }

    private static ScoredRows Part(ScoredRows rows, int from, int to) => new([.. rows.Rows.Take(to).Skip(from)], [.. rows.Probabilities.Take(to).Skip(from)]);
}
