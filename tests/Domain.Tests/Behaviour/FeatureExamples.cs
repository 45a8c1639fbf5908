using PreDelinquency.Domain.Behaviour;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Tests.Behaviour;

/// <summary>Features of a life simple enough to compute by hand: 120 even days, then something changes.</summary>
public sealed partial class FeatureExamples
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>d of the ratios: every even day spends 10 on groceries and 20 on dining, so 900 in 30 days.</summary>
    private const double Damper = 0.02 * 900;
    private readonly RollingBehaviour _behaviour = new();
    private int _number;

    public FeatureExamples()
    {
        for (var day = 0; day < 120; day++)
        {
            Spend(day, Category.Groceries, 10);
            Spend(day, Category.Dining, 20, balance: 1000);
            if (day % 28 == 0)
                Receive(day, Category.Salary, 900);
        }
    }

    [Fact]
    public void Spending_as_usual_gives_ratios_of_one()
    {
        Assert.Equal(1, Value("groceries_30d_ratio", 119), 1e-12);
        Assert.Equal(1, Value("dining_30d_ratio", 119), 1e-12);
        Assert.Equal(1, Value("groceries_7d_ratio", 119), 1e-12);
        Assert.Equal(0, Value("spending_mix_shift_30d", 119), 1e-12);
        Assert.Equal(0, Value("balance_gap", 119), 1e-12);
    }

    [Fact]
    public void Half_the_dining_over_30_days_gives_half_but_for_the_damping()
    {
        for (var day = 120; day < 150; day++)
        {
            Spend(day, Category.Groceries, 10);
            Spend(day, Category.Dining, 10);
        }

        Assert.Equal((300 + Damper) / (600 + Damper), Value("dining_30d_ratio", 149), 1e-12);
        Assert.Equal((600 + Damper) / (900 + Damper), Value("outflow_30d_ratio", 149), 1e-12);

        // Dining fell from two thirds to one half of all: one sixth moved.
        Assert.Equal(1.0 / 6, Value("spending_mix_shift_30d", 149), 1e-12);
    }

    [Fact]
    public void Pay_that_does_not_come_is_late_after_its_usual_gap()
    {
        // Paid on days 0, 28, 56, 84, 112: the next is expected on day 140.
        Assert.Equal(0, Value("income_delay_days", 140));
        Assert.Equal(9, Value("income_delay_days", 149));
        Assert.Equal(37, Value("days_since_income", 149));
        Assert.Equal((37.0 / 28) - 1, Value("income_missed_cycles", 149), 1e-12);
    }

    [Fact]
    public void Smaller_pay_shows_against_the_median()
    {
        Receive(140, Category.Salary, 450);

        Assert.Equal(0.5, Value("income_amount_ratio", 140), 1e-12);
        Assert.Equal(1, Value("income_gap_ratio", 140), 1e-12);
    }

    [Fact]
    public void A_balance_that_falls_is_told_in_months_of_outflow()
    {
        Spend(121, Category.Groceries, 10, balance: -80);

        Assert.Equal(-1080.0 / 900, Value("balance_gap", 121), 1e-12);
        Assert.Equal(1080.0 / 900, Value("balance_drawdown_30d", 121), 1e-12);
        Assert.Equal(1, Value("overdrawn_days_30d", 121));
        Assert.Equal(4, Value("overdrawn_days_30d", 124));
        Assert.Equal(-80 / 30.0, Value("runway_days", 121), 1e-12);
        Assert.Equal(1 / ((1000 / 30.0) + 1), Value("runway_ratio", 121), 1e-12);
    }

    [Fact]
    public void The_closing_balance_is_the_latest_by_instant_when_the_clocks_go_back()
    {
        // 02:50 in summer time comes 20 minutes before 02:10 in winter time.
        var night = Start.AddDays(121).Date;
        Balance(new DateTimeOffset(night.AddHours(2).AddMinutes(50), TimeSpan.FromHours(2)), 700);
        Balance(new DateTimeOffset(night.AddHours(2).AddMinutes(10), TimeSpan.FromHours(1)), -300);

        Assert.Equal(-1300.0 / 900, Value("balance_gap", 121), 1e-12);
    }

    [Theory]
    [InlineData(900, -500)]
    [InlineData(-500, 900)]
    public void Of_balances_at_one_instant_the_lowest_stands_in_any_order(int first, int second)
    {
        Balance(Start.AddDays(121), first);
        Balance(Start.AddDays(121), second);

        Assert.Equal(-1500.0 / 900, Value("balance_gap", 121), 1e-12);
    }

    [Fact]
    public void Failed_and_late_payments_are_counted()
    {
        Apply(121, Category.Utility, 50, Direction.Debit, TransactionStatus.Failed, due: 121);
        Apply(125, Category.Utility, 50, Direction.Debit, TransactionStatus.Completed, due: 121);

        Assert.Equal(1, Value("failed_payments_30d", 125));
        Assert.Equal(1, Value("failed_payments_7d", 125));
        Assert.Equal(0, Value("failed_payments_7d", 128));
        Assert.Equal(4, Value("payment_delay_30d", 125));
        Assert.Equal(1, Value("late_payments_30d", 125));
        Assert.True(double.IsNaN(Value("utility_delay_change", 125)), "no utility bill was ever paid before");
    }

    [Fact]
    public void Borrowing_gambling_and_declines_show_against_nothing()
    {
        Apply(121, Category.PaydayLoan, 450, Direction.Credit);
        Apply(121, Category.Gambling, 90, Direction.Debit);
        Apply(121, Category.Shopping, 5, Direction.Debit, TransactionStatus.Declined);

        Assert.Equal(0.5, Value("borrowed_30d", 121), 1e-12);
        Assert.Equal(1, Value("new_loans_30d", 121));
        Assert.Equal(0.1, Value("gambling_30d", 121), 1e-12);
        Assert.Equal(0.1, Value("gambling_7d", 127), 1e-12);
        Assert.Equal(0, Value("gambling_7d", 128));
        Assert.Equal(1, Value("declined_30d", 121));
    }

    [Fact]
    public void Cash_is_counted_and_round_sums_apart()
    {
        Apply(121, Category.Cash, 100, Direction.Debit);
        Apply(122, Category.Cash, 33, Direction.Debit);

        Assert.Equal(3, Value("cash_withdrawals_7d_ratio", 122), 1e-12);
        Assert.Equal(1, Value("round_cash_7d", 122));
        Assert.Equal((133 + Damper) / Damper, Value("cash_30d_ratio", 122), 1e-12);
    }

    [Fact]
    public void A_window_ends_with_the_day_that_leaves_it()
    {
        Spend(130, Category.Travel, 90);

        Assert.True(Value("travel_30d_ratio", 159) > 5, "on the 30th day it is still recent");
        Assert.True(Value("travel_30d_ratio", 160) < 1, "on the 31st day it is part of the habit");
    }

    [Fact]
    public void Two_bills_on_one_day_are_not_overdue_and_a_missing_one_is()
    {
        for (var month = 0; month < 6; month++)
        {
            Apply(130 + (30 * month), Category.Utility, 50, Direction.Debit);
            Apply(130 + (30 * month), Category.Utility, 20, Direction.Debit);
            Apply(138 + (30 * month), Category.Utility, 30, Direction.Debit);
        }

        // Paid on days 130, 138, 160, 168 … 280, 288: the longest gap is 22 days.
        Assert.Equal(0, Value("bill_overdue_days", 310));
        Assert.Equal(5, Value("bill_overdue_days", 315));
    }

    [Fact]
    public void Credits_that_fail_are_no_failed_payments()
    {
        Apply(121, Category.Salary, 900, Direction.Credit, TransactionStatus.Returned);

        Assert.Equal(0, Value("failed_payments_30d", 121));
        Assert.Equal(0, Value("failed_payments_7d", 121));
    }

    [Fact]
    public void No_sentence_of_a_steady_life_claims_a_deviation()
    {
        string[] claims = ["below usual", "above usual", "far below", "higher than usual", "lower than", "later than", "other merchants", "has changed", "fell", "more than usual"];
        var view = new BehaviourView(new double[BehaviourView.BufferLength], new BillRhythm[BehaviourView.BillKinds]);
        _behaviour.Fill(ref view, TransactionRules.DayOf(Start) + 119);
        foreach (var feature in FeatureCatalogue.All)
        {
            var text = feature.Explain(feature.Compute(view));
            Assert.All(claims, claim => Assert.False(text.Contains(claim, StringComparison.Ordinal) && !text.Contains("no ", StringComparison.OrdinalIgnoreCase), $"{feature.Name}: {text}"));
        }
    }

    [Fact]
    public void Silence_is_told_in_days()
    {
        // 30 days of two transactions a day, and some pay: the usual gap is under a day.
        var perThirtyDays = 60 + UsualSalaries();

        Assert.Equal(10 - (30 / perThirtyDays), Value("quiet_days", 129), 1e-9);
    }

    private static double UsualSalaries()
    {
        // As of day 129 the baseline holds days 0 to 99, with pay on 0, 28, 56 and 84.
        double pay = 0, all = 0;
        for (var day = 0; day <= 99; day++)
        {
            var weight = Math.Pow(0.5, (99 - day) / 90.0);
            all += weight;
            pay += day % 28 == 0 ? weight : 0;
        }

        return 30 * pay / all;
    }

    private double Value(string name, int day)
    {
        Assert.True(FeatureCatalogue.TryIndexOf(name, out var index), name);
        var values = new double[FeatureCatalogue.Count];
        _behaviour.Features(TransactionRules.DayOf(Start) + day, values);
        return values[index];
    }

    private void Spend(int day, Category category, decimal amount, decimal? balance = null) =>
        Apply(day, category, amount, Direction.Debit, balance: balance);

    private void Balance(DateTimeOffset at, decimal balance) => Assert.Equal(Applied.Accepted, _behaviour.Apply(new Transaction
    {
        TransactionId = $"t{_number++}",
        CustomerId = "c",
        Timestamp = at,
        Amount = Money.FromDecimal(0.01m),
        Direction = Direction.Credit,
        Category = Category.Other,
        Channel = Channel.Other,
        Status = TransactionStatus.Completed,
        BalanceAfter = Money.FromDecimal(balance),
    }));

    private void Receive(int day, Category category, decimal amount) => Apply(day, category, amount, Direction.Credit);

    private void Apply(int day, Category category, decimal amount, Direction direction, TransactionStatus status = TransactionStatus.Completed, int? due = null, decimal? balance = null, Channel channel = Channel.Other) =>
        Assert.Equal(Applied.Accepted, _behaviour.Apply(new Transaction
        {
            TransactionId = $"t{_number++}",
            CustomerId = "c",
            Timestamp = Start.AddDays(day),
            Amount = Money.FromDecimal(amount),
            Direction = direction,
            Category = category,
            Channel = channel,
            Status = status,
            BalanceAfter = balance is { } b ? Money.FromDecimal(b) : null,
            DueDate = due is { } d ? DateOnly.FromDateTime(Start.AddDays(d).DateTime) : null,
        }));
}
