using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Tests.Behaviour;

/// <content>What lies ahead, and how it usually goes.</content>
public sealed partial class FeatureExamples
{
    [Fact]
    public void Bills_of_this_time_last_month_fall_due_again()
    {
        Apply(130, Category.Rent, 450, Direction.Debit, due: 130);
        Apply(131, Category.Utility, 90, Direction.Debit, due: 131);
        Apply(132, Category.Insurance, 90, Direction.Debit, TransactionStatus.Failed, due: 132);

        Assert.Equal(0, Value("bills_due_again", 133));
        Assert.Equal(1, Value("bills_due_again", 134));
        Assert.Equal(2, Value("bills_due_again", 150));
        Assert.Equal(1, Value("bills_due_again", 151));
        Assert.Equal(540 / UsualOutflow(150), Value("bills_due_again_share", 150), 1e-12);
        Assert.Equal(0, Value("failed_due_again", 135));
        Assert.Equal(1, Value("failed_due_again", 136));
        Assert.Equal(18, Value("days_since_failed_payment", 150));
        Assert.Equal(30, Value("days_since_failed_payment", 170));
    }

    [Fact]
    public void What_is_left_in_two_weeks_counts_on_the_pay_that_is_expected()
    {
        // Paid 900 on day 112 and every 28 days, the next on day 140; the balance is 1,000; usual outflow is 900 in 30 days.
        Assert.Equal(21, Value("days_to_income", 119));
        Assert.Equal(-2, Value("days_to_income", 142));
        Assert.Equal((1000 - 420) / 900.0, Value("projected_balance_14d", 125), 1e-12);
        Assert.Equal((1000 + 900 - 420) / 900.0, Value("projected_balance_14d", 126), 1e-12);
        Assert.Equal((1000 + 900 - 420) / 900.0, Value("projected_balance_14d", 142), 1e-12);
    }

    [Fact]
    public void How_it_usually_goes_is_told_in_shares_of_ones_own_spending()
    {
        Assert.Equal(1000 / 900.0, Value("usual_cushion", 119), 1e-12);
        Assert.Equal(0, Value("failed_payments_usual", 119));
        Assert.Equal(0, Value("late_payments_usual", 119));
        Assert.Equal(0, Value("bills_income_share", 119));
        Apply(121, Category.Utility, 90, Direction.Debit, due: 115);
        Apply(121, Category.Insurance, 20, Direction.Debit, TransactionStatus.Failed);

        // 31 days later both have left the window; the baseline holds 123 days, their own the weight of a day ago.
        var weights = (1 - Math.Pow(2, -123 / 90.0)) / (1 - Math.Pow(2, -1 / 90.0));
        var once = 30 * Math.Pow(2, -1 / 90.0) / weights;
        Assert.Equal(once, Value("failed_payments_usual", 152), 1e-12);
        Assert.Equal(once, Value("late_payments_usual", 152), 1e-12);
        Receive(150, Category.Salary, 900);
        Assert.Equal(90 * once / 900, Value("bills_income_share", 152), 1e-12);
    }

    // As of day 150 the first 120 even days have left the window, and one day more without any spending.
    private static double UsualOutflow(int asOf)
    {
        double spent = 0, all = 0;
        for (var day = 0; day <= asOf - 30; day++)
        {
            var weight = Math.Pow(0.5, (asOf - 30 - day) / 90.0);
            all += weight;
            spent += day < 120 ? 30 * weight : 0;
        }

        return 30 * spent / all;
    }
}
