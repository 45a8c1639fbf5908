using static PreDelinquency.Domain.Behaviour.Features.Formulas;

namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>How far the account lies below its own level, and what is drawn from savings.</summary>
internal static class BalanceFeatures
{
    private const FeatureFamily Family = FeatureFamily.Balance;

    public static readonly FeatureDefinition[] All =
    [
        new()
        {
            Name = "balance_gap",
            Adverse = AdverseSide.Below,
            Family = Family,
            Unit = "months of usual outflow",
            Windows = "now, baseline",
            Formula = "(balance − usual closing balance) / usual outflow, within ±5",
            WhenAbove = "The balance is above its usual level ({observed}, usually {usual}).",
            WhenBelow = "The balance is below its usual level ({observed}, usually {usual}).",
            AsUsual = "The balance is at its usual level.",
            Tolerance = 0.02,
            Action = FeatureAction.By(Levers.KeepBuffer, static s => s.Gap(s.Balance), AdverseSide.Below),
            Compute = static (in BehaviourView v) => Gap(v, v.Balance, v.UsualClosing),
        },
        new()
        {
            Name = "lowest_balance_7d_gap",
            Adverse = AdverseSide.Below,
            Family = Family,
            Unit = "months of usual outflow",
            Windows = "7 days, baseline",
            Formula = "(lowest balance over 7 days − usual lowest balance of a day) / usual outflow, within ±5",
            WhenAbove = "The lowest balance of the last 7 days was {observed}, higher than usual ({usual}).",
            WhenBelow = "The balance fell to {observed} within the last 7 days; its usual low is {usual}.",
            AsUsual = "The lowest balance of the last 7 days is as usual.",
            Tolerance = 0.02,
            Action = FeatureAction.By(Levers.KeepBuffer, static s => s.Gap(s.Lowest7), AdverseSide.Below),
            Compute = static (in BehaviourView v) => Gap(v, v.LowestBalance7, v.UsualLowest),
        },
        new()
        {
            Name = "balance_drawdown_30d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "months of usual outflow",
            Windows = "30 days",
            Formula = "(highest closing balance over 30 days − balance) / usual outflow, within ±5",
            WhenAbove = "The balance fell from {observed} to {usual} within 30 days.",
            WhenBelow = "The balance is at its highest of the last 30 days.",
            AsUsual = "The balance is at its highest of the last 30 days.",
            Tolerance = 0.02,
            Action = FeatureAction.Follows("It follows the balance.", static s => s.Gap(s.HighestClosing30, s.Balance.Now)),
            Compute = static (in BehaviourView v) => Gap(v, v.HighestClosing30, v.Balance),
        },
        new()
        {
            Name = "balance_trend_7d_30d",
            Adverse = AdverseSide.Below,
            Family = Family,
            Unit = "months of usual outflow",
            Windows = "7 days, days 8 to 30",
            Formula = "(mean closing balance of the last 7 days − mean of days 8 to 30) / usual outflow, within ±5",
            WhenAbove = "The balance of the last week is higher than in the weeks before ({observed} against {usual}).",
            WhenBelow = "The balance of the last week is lower than in the weeks before ({observed} against {usual}).",
            AsUsual = "The balance of the last week is the same as in the weeks before.",
            Tolerance = 0.02,
            Action = FeatureAction.None("What the balance was in the weeks before cannot be undone."),
            Compute = static (in BehaviourView v) => Gap(v, v.MeanClosing7, v.MeanClosing8To30),
        },
        new()
        {
            Name = "overdrawn_days_30d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "days",
            Windows = "30 days",
            Formula = "days whose lowest balance was below 0",
            WhenAbove = "Days overdrawn within the last 30: {value}.",
            WhenBelow = "The account was not overdrawn in the last 30 days.",
            Action = FeatureAction.By(Levers.KeepBuffer, static s => s.OverdrawnDays30),
            Compute = static (in BehaviourView v) => Reading.Plain(double.IsNaN(v.Balance) ? double.NaN : v.OverdrawnDays30),
        },
        new()
        {
            Name = "near_zero_days_30d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "days",
            Windows = "30 days, baseline",
            Formula = "days whose lowest balance was below one day's usual outflow",
            WhenAbove = "Days within the last 30 with less than one day's usual spending left: {value}.",
            WhenBelow = "There was always more than one day's usual spending left.",
            Action = FeatureAction.By(Levers.KeepBuffer, static s => s.NearZeroDays30),
            Compute = static (in BehaviourView v) => Reading.Plain(double.IsNaN(v.Balance) || double.IsNaN(v.UsualOutflow) ? double.NaN : v.NearZeroDays30),
        },
        new()
        {
            Name = "runway_days",
            Adverse = AdverseSide.Below,
            Family = Family,
            Unit = "days",
            Windows = "now, baseline",
            Formula = "balance / usual outflow of a day, within −30 to 120",
            Neutral = 120,
            WhenAbove = "The balance covers {value} days of usual spending.",
            WhenBelow = "The balance covers {value} days of usual spending.",
            WhenNegative = "The account is overdrawn by {value} days of usual spending.",
            Action = FeatureAction.By(Levers.KeepBuffer, static s => Math.Clamp(s.Balance.Now / s.Day, -30, 120), AdverseSide.Below),
            Compute = static (in BehaviourView v) => Reading.Plain(Math.Clamp(v.Balance * 30 * v.PerUsualOutflow, -30, 120)),
        },
        new()
        {
            Name = "runway_ratio",
            Adverse = AdverseSide.Below,
            Family = Family,
            Unit = "ratio",
            Windows = "now, baseline",
            Formula = "(days covered by the balance + 1) / (days usually covered + 1), both at least 0, at most 50",
            WhenAbove = "The balance covers {observed} days of spending, more than the usual {usual}.",
            WhenBelow = "The balance covers only {observed} days of spending instead of the usual {usual}.",
            Neutral = 1,
            AsUsual = "The balance covers as many days of spending as usual.",
            Tolerance = 0.1,
            Action = FeatureAction.By(Levers.KeepBuffer, static s => Formulas.CountRatio(Math.Max(s.Balance.Now / s.Day, 0), Math.Max(s.Balance.Usual / s.Day, 0)).Value, AdverseSide.Below),
            Compute = static (in BehaviourView v) =>
                CountRatio(Math.Max(v.Balance * 30 * v.PerUsualOutflow, 0), Math.Max(v.UsualClosing * 30 * v.PerUsualOutflow, 0)),
        },
        new()
        {
            Name = "bills_cover",
            Adverse = AdverseSide.Below,
            Family = Family,
            Unit = "ratio",
            Windows = "now, baseline",
            Formula = "balance / usual bills of 30 days, within −2 to 5",
            Neutral = 1,
            WhenAbove = "The balance covers the usual bills of a month {observed} times.",
            WhenBelow = "The balance covers only {share} of the usual bills of a month.",
            WhenNegative = "The account is overdrawn: nothing is left for the usual bills of a month.",
            Action = FeatureAction.By(Levers.KeepBuffer, static s => Math.Clamp(s.Balance.Now / s.UsualBills, -2, 5), AdverseSide.Below),
            Compute = static (in BehaviourView v) => Reading.Plain(Math.Clamp(Quotient(v.Balance, MeasureSets.Bills.Of(v.UsualSum)), -2, 5)),
        },
        new()
        {
            Name = "savings_drawn_30d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "months of usual outflow",
            Windows = "30 days, baseline",
            Formula = "(drawn from savings over 30 days − usual) / usual outflow, within ±5",
            WhenAbove = "{observed} was drawn from savings in 30 days; {usual} is usual.",
            WhenBelow = "No more than usual was drawn from savings.",
            Action = FeatureAction.None("Savings that pay an open bill do what they are for."),
            Compute = static (in BehaviourView v) => Share30(v, Measure.SavingsDrawn),
        },
        new()
        {
            Name = "savings_deposits_30d_ratio",
            Adverse = AdverseSide.Below,
            Family = Family,
            Unit = "ratio",
            Windows = "30 days, baseline",
            Formula = "ratio(put into savings over 30 days)",
            WhenAbove = "Savings deposits over 30 days are {percent} above usual.",
            WhenBelow = "Savings deposits over 30 days are {percent} below usual ({observed} instead of {usual}).",
            Neutral = 1,
            AsUsual = "Savings deposits over 30 days are as usual.",
            Tolerance = 0.05,
            Action = FeatureAction.None("Money that is put aside is missing where a bill is due."),
            Compute = static (in BehaviourView v) => Ratio30(v, Measure.SavingsDeposited),
        },
    ];
}
