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

    public static TheoryData<string> Closed =>
    [
        "bills_due_by_hand", "bills_due_by_debit", "bills_due_share", "largest_bill_due_share", "housing_payments_30d_ratio", "bills_income_share",
        "groceries_30d_ratio", "groceries_7d_ratio", "essentials_30d_ratio", "health_30d_ratio", "savings_drawn_30d", "savings_deposits_30d_ratio",
        "payday_repaid_30d", "card_payments_30d_ratio", "loan_payments_30d_ratio", "income_delay_days", "income_30d_ratio", "late_payment_share", "days_to_income",
    ];

    [Fact]
    public void Goals_are_worded_as_people_would() => Assert.Equal(
        """
        spend_less 2.2: Spend 110 less in a month on dining out and shopping: half of what goes beyond the usual.
        spend_less 4.4: Spend 220 less in a month on dining out and shopping: all that goes beyond the usual.
        draw_less_cash 2.6: Draw 130 less in cash in a month: half of what goes beyond the usual.
        draw_less_cash 5.2: Draw 260 less in cash in a month: all that goes beyond the usual.
        stop_gambling 4.8: Spend nothing on gambling for a month; it was 240 in the last 30 days. A bank can block such payments on request.
        no_new_loan 1: Take out no new loan for a month; 1 was paid out in the last 30 days.
        waive_fees 0.7: Have the bank waive the fees of the last 30 days, 36.
        pay_on_time 4: Settle the bill that is 5 days overdue, or agree on a new date for it, and pay the others by their due date for a month; 3 were paid late in the last 30 days.
        no_failed_payment 2: Have no payment fail for a month; 2 did in the last 30 days. A bank can collect on the day after payday.
        keep_buffer 3.6: Keep at least 50 on the account for a month, a day of usual spending; it is overdrawn by 112 now.
        keep_buffer 4.6: Keep at least 100 on the account for a month, 2 days of usual spending; it is overdrawn by 112 now.
        keep_buffer 5.6: Keep at least 150 on the account for a month, 3 days of usual spending; it is overdrawn by 112 now.
        keep_buffer 7.6: Keep at least 250 on the account for a month, 5 days of usual spending; it is overdrawn by 112 now.
        keep_buffer 9.6: Keep at least 350 on the account for a month, a week of usual spending; it is overdrawn by 112 now.
        """.ReplaceLineEndings("\n"),
        string.Join('\n', Levers.All.SelectMany(lever => lever.StepsIn(Somebody).Select(step => FormattableString.Invariant($"{lever.Name} {step.Amount:0.#}: {step.Text}")))));

    [Fact]
    public void A_goal_says_what_is_the_case()
    {
        Assert.Equal("Settle the bill that is 60 days or more overdue, or agree on a new date for it.", Only(Levers.PayOnTime, Somebody with { Late30 = new(0, 0.4), OverdueDays = 60 }));
        Assert.Equal("Settle the bill that is 1 day overdue, or agree on a new date for it.", Only(Levers.PayOnTime, Somebody with { Late30 = new(0, 0.4), OverdueDays = 1 }));
        Assert.Equal("Pay every bill by its due date for a month; 1 was paid late in the last 30 days.", Only(Levers.PayOnTime, Somebody with { Late30 = new(1, 0.4), OverdueDays = 0 }));
        Assert.EndsWith("; it was overdrawn on 7 of the last 30 days.", Kept(Somebody with { Balance = new(20, 420), OverdrawnDays30 = 7 }), StringComparison.Ordinal);
        Assert.EndsWith("; on 12 of the last 30 days less than a day's was left.", Kept(Somebody with { Balance = new(20, 420), Lowest7 = new(-10, 90) }), StringComparison.Ordinal);
        Assert.EndsWith("; 90 is there now.", Kept(Somebody with { Balance = new(90, 420), Lowest7 = new(60, 90), OverdrawnDays30 = 0, NearZeroDays30 = 0 }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_worth_the_trouble_or_not_possible_or_not_known_is_no_goal()
    {
        Assert.Empty(Levers.SpendLess.StepsIn(Somebody with { Discretionary30 = new(440, 400) }));
        Assert.Empty(Levers.DrawLessCash.StepsIn(Somebody with { Cash30 = new(160, 150) }));
        Assert.Empty(Levers.StopGambling.StepsIn(Somebody with { Gambling30 = new(20, 0) }));
        Assert.Empty(Levers.WaiveFees.StepsIn(Somebody with { Fees30 = new(20, 0) }));
        Assert.Empty(Levers.NoNewLoan.StepsIn(Somebody with { Loans30 = new(0, 0) }));
        Assert.Empty(Levers.PayOnTime.StepsIn(Somebody with { Late30 = new(0, 1), OverdueDays = 0.5 }));
        Assert.Empty(Levers.NoFailedPayment.StepsIn(Somebody with { Failed30 = new(0, 1) }));
        Assert.Empty(Levers.KeepBuffer.StepsIn(Somebody with { Balance = new(-900, 0) }));
        var unknown = Situation.Of([.. Enumerable.Repeat(Reading.Plain(double.NaN), FeatureCatalogue.Count)]);
        Assert.All(Levers.All, lever => Assert.Empty(lever.StepsIn(unknown)));
    }

    [Fact]
    public void What_is_not_spent_is_on_the_account()
    {
        var changed = new[] { Levers.SpendLess, Levers.DrawLessCash, Levers.StopGambling, Levers.WaiveFees }.Aggregate(Somebody, (s, lever) => lever.StepsIn(Somebody)[^1].Apply(s));

        Assert.Equal(220 + 260 + 240 + 36, changed.Balance.Now - Somebody.Balance.Now, 1e-9);
        Assert.Equal(220 + 260 + 240 + 36, Somebody.Outflow30.Now - changed.Outflow30.Now, 1e-9);
        Assert.Equal(220, Somebody.Dining30.Now - changed.Dining30.Now + Somebody.Shopping30.Now - changed.Shopping30.Now, 1e-9);
        Assert.Equal(-300, Levers.NoNewLoan.StepsIn(Somebody)[0].Apply(Somebody).Balance.Now - Somebody.Balance.Now);
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

    private static string Only(Lever lever, Situation situation) => Assert.Single(lever.StepsIn(situation)).Text;

    private static string Kept(Situation situation) => Levers.KeepBuffer.StepsIn(situation)[0].Text;

    private static FeatureDefinition Feature(string name) => FeatureCatalogue.TryIndexOf(name, out var index) ? FeatureCatalogue.All[index] : throw new ArgumentException(name, nameof(name));
}
