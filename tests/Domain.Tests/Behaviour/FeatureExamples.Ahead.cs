using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Tests.Behaviour;

/// <content>What lies ahead, and how it usually goes.</content>
public sealed partial class FeatureExamples
{
    [Fact]
    public void Bills_fall_due_again_on_their_day_of_the_month()
    {
        // Day 120 is 1 May 2025. Rent is due on the 5th, water on the 12th, insurance on the 31st, in June on the 30th.
        Apply(122, Category.Rent, 450, Direction.Debit, due: 124);

        // Rent is due on 5 June, day 155, and looked for from 26 to 11 days before.
        Assert.Equal(0, Value("bills_due_by_hand", 128));
        Assert.Equal(1, Value("bills_due_by_hand", 129));
        Assert.Equal(1, Value("bills_due_by_hand", 144));
        Assert.Equal(0, Value("bills_due_by_hand", 145));

        // A bill that was paid by hand after a debit failed is still one that is collected.
        Apply(131, Category.Utility, 90, Direction.Debit, TransactionStatus.Failed, due: 131, channel: Channel.DirectDebit);
        Apply(135, Category.Utility, 80, Direction.Debit, due: 131);
        Assert.Equal(1, Value("bills_due_by_debit", 144));
        Assert.Equal(540 / UsualOutflow(144), Value("bills_due_share", 144), 1e-12);
        Assert.Equal(450 / UsualOutflow(144), Value("largest_bill_due_share", 144), 1e-12);

        // Insurance comes on 30 June, day 180. Rent was paid in May, and for 100 days it is not given up.
        Apply(150, Category.Insurance, 30, Direction.Debit, due: 150, channel: Channel.DirectDebit);
        Assert.Equal(0, Value("bills_due_by_debit", 153));
        Assert.Equal(1, Value("bills_due_by_debit", 154));
        Assert.Equal(1, Value("bills_due_by_hand", 223));
        Assert.Equal(0, Value("bills_due_by_hand", 225));
    }

    [Fact]
    public void Forgetting_is_counted_over_all_history()
    {
        Assert.True(double.IsNaN(Value("late_payment_share", 119)), "no bill was ever paid");
        Apply(121, Category.Utility, 90, Direction.Debit, due: 115);
        Apply(122, Category.Rent, 450, Direction.Debit, due: 122);
        Apply(123, Category.Insurance, 20, Direction.Debit, due: 120, channel: Channel.DirectDebit);
        Apply(124, Category.Insurance, 20, Direction.Debit);

        Assert.Equal(2 / 3.0, Value("late_payment_share", 500), 1e-12);
        Assert.Equal(1, Value("late_by_hand", 500));
    }

    [Fact]
    public void Savings_are_known_as_far_as_they_were_seen_to_go_in()
    {
        Assert.Equal(365, Value("days_since_savings_drawn", 119));
        Apply(120, Category.Savings, 500, Direction.Credit);
        Apply(121, Category.Savings, 300, Direction.Debit);
        Assert.Equal(300 / 900.0, Value("known_savings", 121), 1e-12);
        Apply(140, Category.Savings, 120, Direction.Credit, balance: -90);

        Assert.Equal(180 / UsualOutflow(140), Value("known_savings", 140), 1e-12);
        Assert.Equal((-90 + 180 + 90) / UsualOutflow(140), Value("money_within_reach", 140), 1e-12);
        Assert.Equal(10, Value("days_since_savings_drawn", 150));

        // The days have left the recent window one after the other.
        Spend(190, Category.Groceries, 10, balance: 400);
        Assert.Equal(180, Value("known_savings", 190) * (400 + 180 + 90) / Value("money_within_reach", 190), 1e-9);
        Assert.Equal(50, Value("days_since_savings_drawn", 190));
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
