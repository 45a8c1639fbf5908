using static PreDelinquency.Domain.Behaviour.Features.Formulas;

namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>What lies ahead: bills that fall due again, pay that is expected, and what the customer is used to living with.</summary>
internal static class AheadFeatures
{
    /// <summary>Days of usual spending and pay that a projection looks ahead.</summary>
    private const int ProjectedDays = 14;

    public static readonly FeatureDefinition[] All =
    [
        new()
        {
            Name = "bills_due_by_hand",
            Adverse = AdverseSide.Above,
            Family = FeatureFamily.Payments,
            Unit = "payments",
            Windows = "due in 11 to 26 days",
            Formula = "regular bills that fall due in 11 to 26 days and saw no direct debit when last due",
            Range = FeatureRange.Whole(0, BillCalendar.Capacity),
            WhenAbove = "Regular bills that fall due in 11 to 26 days and are paid by hand: {value}.",
            WhenBelow = "No regular bill that is paid by hand falls due in 11 to 26 days.",
            Action = FeatureAction.None("What falls due, and when, is agreed already; whether it is paid on time is what can change."),
            Compute = static (in BehaviourView v) => Reading.Plain(v.BillsAhead.ByHand),
        },
        new()
        {
            Name = "bills_due_by_debit",
            Adverse = AdverseSide.Above,
            Family = FeatureFamily.Payments,
            Unit = "payments",
            Windows = "due in 11 to 26 days",
            Formula = "regular bills that fall due in 11 to 26 days and saw a direct debit when last due",
            Range = FeatureRange.Whole(0, BillCalendar.Capacity),
            WhenAbove = "Regular bills that will be collected in 11 to 26 days: {value}.",
            WhenBelow = "No regular bill will be collected in 11 to 26 days.",
            Action = FeatureAction.None("What falls due, and when, is agreed already; whether it is paid on time is what can change."),
            Compute = static (in BehaviourView v) => Reading.Plain(v.BillsAhead.ByDebit),
        },
        new()
        {
            Name = "bills_due_share",
            Adverse = AdverseSide.Above,
            Family = FeatureFamily.Payments,
            Unit = "months of usual outflow",
            Windows = "due in 11 to 26 days, baseline",
            Formula = "what the regular bills that fall due in 11 to 26 days came to when last due / usual outflow, at most 5",
            Range = FeatureRange.Within(0, 5),
            WhenAbove = "Regular bills that fall due in 11 to 26 days take {share} of a month's usual spending.",
            WhenBelow = "Next to no regular bills fall due in 11 to 26 days.",
            Action = FeatureAction.None("What falls due, and when, is agreed already; whether it is paid on time is what can change."),
            Compute = static (in BehaviourView v) => Reading.Plain(Math.Min(v.BillsAhead.Sum * v.PerUsualOutflow, 5)),
        },
        new()
        {
            Name = "largest_bill_due_share",
            Adverse = AdverseSide.Above,
            Family = FeatureFamily.Payments,
            Unit = "months of usual outflow",
            Windows = "due in 11 to 26 days, baseline",
            Formula = "the largest of the regular bills that fall due in 11 to 26 days / usual outflow, at most 5",
            Range = FeatureRange.Within(0, 5),
            WhenAbove = "The largest regular bill that falls due in 11 to 26 days takes {share} of a month's usual spending.",
            WhenBelow = "No large regular bill falls due in 11 to 26 days.",
            Action = FeatureAction.None("What falls due, and when, is agreed already; whether it is paid on time is what can change."),
            Compute = static (in BehaviourView v) => Reading.Plain(Math.Min(v.BillsAhead.Largest * v.PerUsualOutflow, 5)),
        },
        new()
        {
            Name = "late_payment_share",
            Adverse = AdverseSide.Above,
            Family = FeatureFamily.Payments,
            Unit = "share",
            Windows = "all history",
            Formula = "bills paid after their due date / bills paid that named one",
            Range = FeatureRange.Share,
            Tolerance = 0.02,
            WhenAbove = "Of all bills so far, {share} were paid late.",
            WhenBelow = "Bills have hardly ever been paid late.",
            Action = FeatureAction.None("A habit of the past changes only with time."),
            Compute = static (in BehaviourView v) => Reading.Plain(Quotient(v.Payments.Late, v.Payments.Paid)),
        },
        new()
        {
            Name = "late_by_hand",
            Adverse = AdverseSide.Above,
            Family = FeatureFamily.Payments,
            Unit = "payments",
            Windows = "all history",
            Formula = "bills paid after their due date and not by direct debit, at most 50",
            Range = FeatureRange.Whole(0, 50),
            WhenAbove = "Bills that were paid by hand after their due date, so far: {value}.",
            WhenBelow = "No bill was ever paid by hand after its due date.",
            Action = FeatureAction.None("A habit of the past changes only with time."),
            Compute = static (in BehaviourView v) => Reading.Plain(Math.Min((int)v.Payments.LateByHand, 50)),
        },
        new()
        {
            Name = "known_savings",
            Adverse = AdverseSide.Below,
            Family = FeatureFamily.Balance,
            Unit = "months of usual outflow",
            Windows = "all history, baseline",
            Formula = "put into savings and not drawn since, day by day and never below 0 / usual outflow, at most 5",
            Range = FeatureRange.Within(0, 5),
            Neutral = 0.25,
            WhenAbove = "{share} of a month's usual spending was put into savings and is still there.",
            WhenBelow = "Next to nothing is known to be left in savings.",
            Action = FeatureAction.None("Money that is put aside now is missing where a bill is due; to have saved before is what helps."),
            Compute = static (in BehaviourView v) => Reading.Plain(Math.Min(v.KnownSavings * v.PerUsualOutflow, 5)),
        },
        new()
        {
            Name = "money_within_reach",
            Adverse = AdverseSide.Below,
            Family = FeatureFamily.Balance,
            Unit = "months of usual outflow",
            Windows = "now, all history, baseline",
            Formula = "(balance + known savings − lowest balance ever, where that was below 0) / usual outflow, within ±10",
            Range = FeatureRange.Within(-10, 10),
            Neutral = 0.5,
            WhenAbove = "With savings, and as far as the account was ever overdrawn, there is money for {value} months of usual spending.",
            WhenBelow = "Even with savings, and as far as the account was ever overdrawn, there is money for only {share} of a month's usual spending.",
            Action = FeatureAction.By(Levers.KeepBuffer, static s => Math.Clamp((s.Balance.Now + s.Reserve) / s.UsualOutflow, -10, 10), AdverseSide.Below),
            Compute = static (in BehaviourView v) => Reading.Plain(
                Math.Clamp((v.Balance + v.KnownSavings - Math.Min(v.LowestBalanceEver, 0)) * v.PerUsualOutflow, -10, 10)),
        },
        new()
        {
            Name = "days_since_savings_drawn",
            Adverse = AdverseSide.Below,
            Family = FeatureFamily.Balance,
            Unit = "days",
            Windows = "all history",
            Formula = "days since something was drawn from savings, at most 365; 365 where nothing ever was",
            Range = FeatureRange.Whole(0, 365),
            Neutral = 365,
            Tolerance = 300,
            WhenAbove = "Nothing was drawn from savings for a long time.",
            WhenBelow = "The latest withdrawal from savings was {value} days ago.",
            AsUsual = "Nothing was drawn from savings of late.",
            Action = FeatureAction.None("What was drawn cannot be undone; only time passes."),
            Compute = static (in BehaviourView v) => Reading.Plain(v.SavingsDrawnDay == 0 ? 365 : Math.Min(v.AsOfDay - v.SavingsDrawnDay, 365)),
        },
        new()
        {
            Name = "days_since_failed_payment",
            Adverse = AdverseSide.Below,
            Family = FeatureFamily.Payments,
            Unit = "days",
            Windows = "30 days",
            Formula = "days since the latest failed or returned debit, 30 where there was none",
            Range = FeatureRange.Whole(0, RollingBehaviour.RecentDays),
            Neutral = 30,
            WhenAbove = "No payment failed in the last 30 days.",
            WhenBelow = "The latest failed payment was {value} days ago.",
            AsUsual = "No payment failed in the last 30 days.",
            Action = FeatureAction.By(Levers.NoFailedPayment, static s => s.DaysSinceFailed, AdverseSide.Below),
            Compute = static (in BehaviourView v) => Reading.Plain(v.DaysSinceFailed),
        },
        new()
        {
            Name = "failed_payments_usual",
            Adverse = AdverseSide.Above,
            Family = FeatureFamily.Payments,
            Unit = "payments",
            Windows = "baseline",
            Formula = "usual number of failed or returned debits over 30 days",
            Range = FeatureRange.UsualCountOver(30),
            Tolerance = 0.05,
            WhenAbove = "Payments fail {value} times a month on average.",
            WhenBelow = "Payments do not usually fail.",
            Action = FeatureAction.None("A habit of the past changes only with time."),
            Compute = static (in BehaviourView v) => Reading.Plain(v.UsualCount[(int)Measure.FailedPayment]),
        },
        new()
        {
            Name = "late_payments_usual",
            Adverse = AdverseSide.Above,
            Family = FeatureFamily.Payments,
            Unit = "payments",
            Windows = "baseline",
            Formula = "usual number of bills paid after their due date over 30 days",
            Range = FeatureRange.UsualCountOver(30),
            Tolerance = 0.05,
            WhenAbove = "Bills are paid late {value} times a month on average.",
            WhenBelow = "Bills are not usually paid late.",
            Action = FeatureAction.None("A habit of the past changes only with time."),
            Compute = static (in BehaviourView v) => Reading.Plain(v.UsualCount[(int)Measure.LatePayment]),
        },
        new()
        {
            Name = "usual_cushion",
            Adverse = AdverseSide.Below,
            Family = FeatureFamily.Balance,
            Unit = "months of usual outflow",
            Windows = "baseline",
            Formula = "usual lowest balance of a day / usual outflow, within ±5",
            Range = FeatureRange.Gap,
            Neutral = 0.25,
            WhenAbove = "The balance usually stays above a week of spending.",
            WhenBelow = "The balance usually falls to {share} of a month's spending.",
            WhenNegative = "The balance usually falls below zero.",
            Action = FeatureAction.None("A habit of the past changes only with time."),
            Compute = static (in BehaviourView v) => Reading.Plain(Math.Clamp(v.UsualLowest * v.PerUsualOutflow, -5, 5)),
        },
        new()
        {
            Name = "days_to_income",
            Family = FeatureFamily.Income,
            Unit = "days",
            Windows = "last 8 paydays",
            Formula = "latest payday + usual gap − as-of day, within −30 to 45",
            Range = FeatureRange.Within(-30, 45),
            WhenAbove = "The next payday is expected in {value} days.",
            WhenBelow = "The payday was expected {value} days ago.",
            Action = FeatureAction.None("The calendar alone moves it."),
            Compute = static (in BehaviourView v) => Reading.Plain(Math.Clamp(v.Income.LastDay + v.Income.UsualGap - v.AsOfDay, -30, 45)),
        },
        new()
        {
            Name = "projected_balance_14d",
            Adverse = AdverseSide.Below,
            Family = FeatureFamily.Balance,
            Unit = "months of usual outflow",
            Windows = "now, last 8 paydays, baseline",
            Formula = "(balance + pay expected within 14 days − 14/30 of the usual outflow) / usual outflow, within ±5",
            Range = FeatureRange.Gap,
            WhenAbove = "In two weeks about {observed} is left if pay comes and spending goes on as usual.",
            WhenBelow = "In two weeks the money runs out if pay comes and spending goes on as usual ({observed}).",
            Action = FeatureAction.By(Levers.KeepBuffer, static s => s.Gap(s.Balance.Now + s.Projected14, 0), AdverseSide.Below),
            Compute = static (in BehaviourView v) => Projected(v),
        },
        new()
        {
            Name = "bills_income_share",
            Adverse = AdverseSide.Above,
            Family = FeatureFamily.Payments,
            Unit = "share",
            Windows = "30 days",
            Formula = "usual bills / income over 30 days, at most 5",
            Range = FeatureRange.Within(0, 5),
            Neutral = 0.5,
            WhenAbove = "The usual bills take {share} of the income of the last 30 days.",
            WhenBelow = "The usual bills take only {share} of the income of the last 30 days.",
            Action = FeatureAction.None("Neither pay nor the usual bills change within weeks."),
            Compute = static (in BehaviourView v) => Reading.Plain(Math.Min(Quotient(MeasureSets.Bills.Of(v.UsualSum), v.Sum30[(int)Measure.Income]), 5)),
        },
    ];

    private static Reading Projected(in BehaviourView v)
    {
        var expected = 0.0;
        if (v.Income.UsualGap >= 1)
        {
            // A payday that is overdue is still hoped for.
            var next = Math.Max(v.Income.LastDay + v.Income.UsualGap - v.AsOfDay, 0);
            expected = next > ProjectedDays ? 0 : (Math.Floor((ProjectedDays - next) / v.Income.UsualGap) + 1) * v.Income.UsualAmount;
        }

        var left = v.Balance + expected - (v.UsualOutflow * (ProjectedDays / 30.0));
        return new Reading(Math.Clamp(left * v.PerUsualOutflow, -5, 5), left, double.NaN);
    }
}
