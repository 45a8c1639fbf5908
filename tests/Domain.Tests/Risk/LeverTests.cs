using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Domain.Tests.Risk;

public sealed class LeverTests
{
    private static readonly Situation Somebody = new()
    {
        UsualOutflow = 1500,
        Balance = new(-112, 420),
        Lowest7 = new(-130, 90),
        HighestClosing30 = 700,
        OverdrawnDays30 = 4,
        NearZeroDays30 = 12,
        LowestEver = -130,
        DaysToIncome = 3,
        Outflow30 = new(1900, 1500),
        Outflow7 = new(500, 350),
        NetFlow30 = new(-200, 50),
        Discretionary30 = new(633, 400),
        Discretionary7 = new(120, 93),
        Dining30 = new(180, 100),
        Shopping30 = new(260, 120),
        Travel30 = new(100, 90),
        Subscriptions30 = new(93, 90),
        Cash30 = new(410, 150),
        Cash7 = 200,
        Withdrawals7 = new(6, 1.2),
        RoundWithdrawals7 = new(5, 0.5),
        Gambling30 = new(240, 0),
        Gambling7 = 80,
        Borrowed30 = new(300, 0),
        Loans30 = new(1, 0.1),
        Fees30 = new(36, 4),
        Delay30 = new(3.2, 0.5),
        UtilityDelay30 = new(4, 0.5),
        Late30 = new(3, 0.4),
        OverdueDays = 5,
        Failed30 = new(2, 0.1),
        Failed7 = 1,
        DaysSinceFailed = 3,
    };

    private static readonly Situation Overdue = Somebody with { OverdueDays = 27, Late30 = new(0, 0.4), Housing30 = new(0, 981), BillsPaid30 = new(2, 3) };

    public static TheoryData<string> Closed =>
    [
        "bills_due_by_hand", "bills_due_by_debit", "bills_due_share", "largest_bill_due_share", "bills_income_share",
        "groceries_30d_ratio", "groceries_7d_ratio", "health_30d_ratio", "savings_drawn_30d", "savings_deposits_30d_ratio",
        "payday_repaid_30d", "income_delay_days", "income_30d_ratio", "late_payment_share", "days_to_income",
    ];

    [Fact]
    public void Goals_are_worded_as_people_would() => Assert.Equal(
        """
        spend_less 2.2: Spend 110 less in a month on dining out and shopping: about half of what goes beyond the usual.
        spend_less 4.4: Spend 220 less in a month on dining out and shopping: about what goes beyond the usual.
        draw_less_cash 2.6: Draw 130 less in cash in a month: about half of what goes beyond the usual.
        draw_less_cash 5.2: Draw 260 less in cash in a month: about what goes beyond the usual.
        stop_gambling 4.8: Spend nothing on gambling for a month; it was 240 in the last 30 days. A bank can block such payments on request.
        no_new_loan 1: Take out no new loan for a month; 1 was paid out in the last 30 days.
        waive_fees 0.7: Have the bank waive the fees of the last 30 days, 36.
        pay_on_time 3: Pay every bill by its due date for a month; 3 were paid late in the last 30 days. A bank can remind, move a due date or agree on a plan.
        no_failed_payment 2: Have no payment fail for a month; 2 did in the last 30 days. A bank can collect on the day after payday, or agree on a plan.
        keep_buffer 3.6: Ask the bank for a later due date, a plan or an advance on pay, so that at least 50 stays on the account for a month, a day of usual spending; it is overdrawn by 112 now.
        keep_buffer 4.6: Ask the bank for a later due date, a plan or an advance on pay, so that at least 100 stays on the account for a month, 2 days of usual spending; it is overdrawn by 112 now.
        keep_buffer 5.6: Ask the bank for a later due date, a plan or an advance on pay, so that at least 150 stays on the account for a month, 3 days of usual spending; it is overdrawn by 112 now.
        """.ReplaceLineEndings("\n"),
        string.Join('\n', Levers.All.SelectMany(lever => Steps(lever, Somebody).Select(step => FormattableString.Invariant($"{lever.Name} {step.Amount:0.#}: {step.Text}")))));

    [Fact]
    public void A_goal_says_what_is_the_case()
    {
        Assert.StartsWith("Pay every bill by its due date for a month; 1 was paid late in the last 30 days.", Only(Levers.PayOnTime, Somebody with { Late30 = new(1, 0.4), OverdueDays = 0 }), StringComparison.Ordinal);
        Assert.Contains("; it was overdrawn on 7 of the last 30 days.", Kept(Somebody with { Balance = new(20, 420), OverdrawnDays30 = 7 }), StringComparison.Ordinal);
        Assert.Contains("; on 12 of the last 30 days less than a day's usual spending was left.", Kept(Somebody with { Balance = new(20, 420), Lowest7 = new(-10, 90) }), StringComparison.Ordinal);
        Assert.Contains("; it was overdrawn on 9 of the last 30 days.", Kept(Somebody with { Balance = new(-0.4, 420), OverdrawnDays30 = 9 }), StringComparison.Ordinal);
        Assert.Equal(
            "Keep at least 150 on the account for a month, 3 days of usual spending; 90 is there now. A bank can help with a later due date, a plan or an advance on pay.",
            Kept(Somebody with { Balance = new(90, 420), Lowest7 = new(60, 90), OverdrawnDays30 = 0, NearZeroDays30 = 0 }));
    }

    [Fact]
    public void Settling_takes_the_bill_off_the_account_and_moves_what_was_paid()
    {
        var unpaid = Overdue with { Balance = new(1100, 420) };
        var step = Assert.Single(Steps(Levers.PayOnTime, unpaid));
        var settled = step.Apply(unpaid);

        Assert.Equal("Settle the bill that is 27 days overdue, about 981. If that is too much at once, a bank can agree on a new date or a plan.", step.Text);
        Assert.Equal((0, 119, 981, 3), (settled.OverdueDays, settled.Balance.Now, settled.Housing30.Now, settled.BillsPaid30.Now));
        Assert.Equal((981, 981, -981), (settled.Outflow30.Now - unpaid.Outflow30.Now, settled.Outflow7.Now - unpaid.Outflow7.Now, settled.NetFlow30.Now - unpaid.NetFlow30.Now));
        Assert.StartsWith("Settle the bills that are unpaid, the longest 60 days or more overdue, about 1,041 in all.", Only(Levers.PayOnTime, unpaid with { OverdueDays = 60, Utilities30 = new(0, 60) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_told_to_settle_what_the_account_does_not_carry_and_a_new_date_settles_nothing()
    {
        Assert.Empty(Steps(Levers.PayOnTime, Overdue with { Balance = new(1, 420) }));
        Assert.Empty(Steps(Levers.PayOnTime, Overdue with { Balance = new(double.NaN, double.NaN) }));
        Assert.Empty(Steps(Levers.PayOnTime, Overdue with { Balance = new(1100, 420), Housing30 = new(double.NaN, double.NaN) }));
        var late = Overdue with { Balance = new(1, 420), Late30 = new(1, 0) };
        Assert.Equal(27, Assert.Single(Steps(Levers.PayOnTime, late)).Apply(late).OverdueDays);
    }

    [Fact]
    public void What_earlier_levers_take_away_or_leave_counts_in_amounts_and_words_tell_the_present()
    {
        var loan = Steps(Levers.NoNewLoan, Somebody with { Borrowed30 = new(100, 0) })[0].Apply(Somebody with { Borrowed30 = new(100, 0) });
        var saved = Steps(Levers.SpendLess, Somebody)[^1].Apply(Somebody);
        var (alone, without, with) = (Steps(Levers.KeepBuffer, Somebody)[0], Levers.KeepBuffer.StepsIn(Somebody, loan)[0], Levers.KeepBuffer.StepsIn(Somebody, saved)[0]);

        Assert.Equal((alone.Text, alone.Text), (without.Text, with.Text));
        Assert.Equal((50 + 212) / 50.0, without.Amount, 1e-9);
        Assert.Equal(50 / 50.0, with.Amount, 1e-9);
        Assert.Empty(Levers.KeepBuffer.StepsIn(Somebody, Steps(Levers.NoNewLoan, Somebody)[0].Apply(Somebody)));
    }

    [Theory]
    [InlineData(3, 4, true)]
    [InlineData(3, 5, false)]
    [InlineData(1, 28, false)]
    [InlineData(0, 45, false)]
    [InlineData(5, -2, false)]
    [InlineData(1, double.NaN, false)]
    public void A_bank_collects_after_payday_where_payday_follows_the_due_date_soon(double sinceFailed, double toIncome, bool expected)
    {
        var text = Only(Levers.NoFailedPayment, Somebody with { DaysSinceFailed = sinceFailed, DaysToIncome = toIncome });

        Assert.Equal(expected, text.Contains("payday", StringComparison.Ordinal));
        Assert.EndsWith("agree on a plan.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_income_is_missing_the_bank_comes_first()
    {
        var unpaid = Somebody with { Income30 = new(0, 1909), DaysToIncome = -12 };

        foreach (var lever in new[] { Levers.PayOnTime, Levers.NoFailedPayment, Levers.KeepBuffer })
            Assert.All(Steps(lever, unpaid), step => Assert.StartsWith("Income is missing, so first ask the bank to move due dates or lower payments. ", step.Text, StringComparison.Ordinal));
        Assert.False((unpaid with { DaysToIncome = 1 }).IsIncomeMissing);
        Assert.False((unpaid with { Income30 = new(1000, 1909) }).IsIncomeMissing);
        Assert.False((unpaid with { Income30 = new(double.NaN, double.NaN) }).IsIncomeMissing);
    }

    [Fact]
    public void Earlier_days_in_overdraft_are_taken_to_be_as_deep_as_ever()
    {
        var overdrawn = Somebody with { Balance = new(20, 420), Lowest7 = new(10, 90), OverdrawnDays30 = 18, NearZeroDays30 = 20, LowestEver = -250 };

        Assert.Equal(6, Steps(Levers.KeepBuffer, overdrawn)[0].Amount, 1e-9);
        Assert.Equal(6, Steps(Levers.KeepBuffer, overdrawn with { Lowest7 = new(-10, 90) })[0].Amount, 1e-9);
        Assert.Empty(Steps(Levers.KeepBuffer, overdrawn with { LowestEver = -900 }));
        Assert.Empty(Steps(Levers.KeepBuffer, overdrawn with { LowestEver = double.NaN }));
    }

    [Fact]
    public void What_all_kinds_together_go_beyond_the_usual_is_not_said_of_one()
    {
        var shopper = Somebody with { Shopping30 = new(1870, 100), Dining30 = new(20, 600), Travel30 = new(0, 170), Discretionary30 = new(1983, 960) };

        Assert.Equal("Spend 1,000 less in a month on shopping: about what dining out, shopping, travel and subscriptions together go beyond the usual.", Steps(Levers.SpendLess, shopper with { UsualOutflow = 3000 })[^1].Text);
    }

    [Fact]
    public void What_is_not_worth_the_trouble_or_not_possible_or_not_known_is_no_goal()
    {
        Assert.Empty(Steps(Levers.SpendLess, Somebody with { Discretionary30 = new(440, 400) }));
        Assert.Empty(Steps(Levers.DrawLessCash, Somebody with { Cash30 = new(160, 150) }));
        Assert.Empty(Steps(Levers.StopGambling, Somebody with { Gambling30 = new(20, 0) }));
        Assert.Empty(Steps(Levers.WaiveFees, Somebody with { Fees30 = new(20, 0) }));
        Assert.Empty(Steps(Levers.NoNewLoan, Somebody with { Loans30 = new(0, 0) }));
        Assert.Empty(Steps(Levers.PayOnTime, Somebody with { Late30 = new(0, 1), OverdueDays = 0.5 }));
        Assert.Empty(Steps(Levers.NoFailedPayment, Somebody with { Failed30 = new(0, 1) }));
        Assert.Empty(Steps(Levers.KeepBuffer, Somebody with { Balance = new(-900, 0) }));
        var unknown = Situation.Of([.. Enumerable.Repeat(Reading.Plain(double.NaN), FeatureCatalogue.Count)]);
        Assert.All(Levers.All, lever => Assert.Empty(Steps(lever, unknown)));
    }

    [Fact]
    public void What_is_not_spent_is_on_the_account()
    {
        var changed = new[] { Levers.SpendLess, Levers.DrawLessCash, Levers.StopGambling, Levers.WaiveFees }.Aggregate(Somebody, (s, lever) => Steps(lever, Somebody)[^1].Apply(s));

        Assert.Equal(220 + 260 + 240 + 36, changed.Balance.Now - Somebody.Balance.Now, 1e-9);
        Assert.Equal(220 + 260 + 240 + 36, Somebody.Outflow30.Now - changed.Outflow30.Now, 1e-9);
        Assert.Equal(220, Somebody.Dining30.Now - changed.Dining30.Now + Somebody.Shopping30.Now - changed.Shopping30.Now, 1e-9);
        Assert.Equal(-300, Steps(Levers.NoNewLoan, Somebody)[0].Apply(Somebody).Balance.Now - Somebody.Balance.Now);
    }

    [Theory]
    [MemberData(nameof(Closed))]
    public void Nobody_is_advised_about_what_is_agreed_or_needed_or_past(string name)
    {
        var action = Feature(name).Action;

        Assert.Null(action.Lever);
        Assert.Null(action.Response);
        Assert.False(Feature(name).IsActionable(Feature(name).Neutral + 5) || Feature(name).IsActionable(Feature(name).Neutral - 5));
    }

    [Fact]
    public void Levers_and_features_know_each_other()
    {
        Assert.All(FeatureCatalogue.All, feature =>
        {
            Assert.Matches(@"^[A-Z].*\.$", feature.Action.Reason);
            Assert.Equal(feature.Action.Lever is null, feature.Action.From is null);
            Assert.True(feature.Action.Lever is null || (Levers.All.Contains(feature.Action.Lever) && feature.Action.Response is not null), feature.Name);

            // A feature that is a sign of trouble on one side is brought back from that side, others from too much.
            Assert.True(feature.Action.From is null || feature.Action.From == (feature.Adverse == AdverseSide.Both ? AdverseSide.Above : feature.Adverse), feature.Name);
        });
        Assert.All(Levers.All, lever => Assert.Contains(FeatureCatalogue.All, feature => feature.Action.Lever == lever));
        Assert.All(Levers.All, lever => Assert.True(lever.Least > 0 && lever.Most > lever.Least && lever.Weight > 0, lever.Name));
        Assert.Equal(Levers.All.Count, Levers.All.Select(lever => lever.Name).Distinct().Count());
    }

    private static IReadOnlyList<LeverStep> Steps(Lever lever, Situation situation) => lever.StepsIn(situation, situation);

    private static string Only(Lever lever, Situation situation) => Assert.Single(Steps(lever, situation)).Text;

    private static string Kept(Situation situation) => Steps(Levers.KeepBuffer, situation)[0].Text;

    private static FeatureDefinition Feature(string name) => FeatureCatalogue.TryIndexOf(name, out var index) ? FeatureCatalogue.All[index] : throw new ArgumentException(name, nameof(name));
}
