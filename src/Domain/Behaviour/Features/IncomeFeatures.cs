using static PreDelinquency.Domain.Behaviour.Features.Formulas;

namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>Pay that is late, smaller or missing.</summary>
internal static class IncomeFeatures
{
    private const FeatureFamily Family = FeatureFamily.Income;

    public static readonly FeatureDefinition[] All =
    [
        new()
        {
            Name = "income_delay_days",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "days",
            Windows = "last 8 paydays",
            Formula = "as-of day − (latest payday + usual gap), 0 to 60",
            Range = FeatureRange.Within(0, 60),
            WhenAbove = "Regular income is {value} days later than usual.",
            WhenBelow = "Regular income has come in on time.",
            Action = FeatureAction.None("When pay comes and how much is the employer's to decide; what a bank advances on it shows in the balance."),
            Compute = static (in BehaviourView v) => Reading.Plain(Math.Clamp(v.AsOfDay - (v.Income.LastDay + v.Income.UsualGap), 0, 60)),
        },
        new()
        {
            Name = "income_missed_cycles",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "paydays",
            Windows = "last 8 paydays",
            Formula = "(as-of day − latest payday) / usual gap − 1, 0 to 6",
            Range = FeatureRange.Within(0, 6),
            WhenAbove = "About {value} paydays have passed without the usual income.",
            WhenBelow = "No payday has been missed.",
            Action = FeatureAction.None("When pay comes and how much is the employer's to decide; what a bank advances on it shows in the balance."),
            Compute = static (in BehaviourView v) => Reading.Plain(Math.Clamp(((v.AsOfDay - v.Income.LastDay) / Math.Max(v.Income.UsualGap, 1)) - 1, 0, 6)),
        },
        new()
        {
            Name = "income_amount_ratio",
            Adverse = AdverseSide.Below,
            Family = Family,
            Unit = "ratio",
            Windows = "last 8 paydays",
            Formula = "latest pay / median of earlier pay, at most 50",
            Range = FeatureRange.Ratio,
            WhenAbove = "The latest regular income is {percent} above usual ({observed} instead of {usual}).",
            WhenBelow = "The latest regular income is {percent} below usual ({observed} instead of {usual}).",
            Neutral = 1,
            AsUsual = "The latest regular income is as much as usual.",
            Tolerance = 0.05,
            Action = FeatureAction.None("When pay comes and how much is the employer's to decide; what a bank advances on it shows in the balance."),
            Compute = static (in BehaviourView v) => new Reading(Math.Min(v.Income.LastAmount / v.Income.UsualAmount, LargestRatio), v.Income.LastAmount, v.Income.UsualAmount),
        },
        new()
        {
            Name = "income_gap_ratio",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "ratio",
            Windows = "last 8 paydays",
            Formula = "latest gap between paydays / median gap, at most 50",
            Range = FeatureRange.Ratio,
            WhenAbove = "The latest payday came after {observed} days instead of {usual}.",
            WhenBelow = "The latest payday came after {observed} days, sooner than usual ({usual}).",
            Neutral = 1,
            AsUsual = "The latest payday came as soon as usual.",
            Tolerance = 0.1,
            Action = FeatureAction.None("The days between two paydays of the past cannot be undone."),
            Compute = static (in BehaviourView v) => new Reading(Math.Min(v.Income.LastGap / v.Income.UsualGap, LargestRatio), v.Income.LastGap, v.Income.UsualGap),
        },
        new()
        {
            Name = "days_since_income",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "days",
            Windows = "last 8 paydays",
            Formula = "as-of day − latest payday, at most 120",
            Range = FeatureRange.Whole(0, 120),
            WhenAbove = "The last regular income came {value} days ago.",
            WhenBelow = "Regular income came today.",
            Action = FeatureAction.None("It grows with every day between two paydays; the delay tells whether pay is late."),
            Compute = static (in BehaviourView v) => Reading.Plain(v.Income.LastDay == 0 ? double.NaN : Math.Min(v.AsOfDay - v.Income.LastDay, 120)),
        },
        new()
        {
            Name = "income_30d_ratio",
            Adverse = AdverseSide.Below,
            Family = Family,
            Unit = "ratio",
            Windows = "30 days, baseline",
            Formula = "ratio(income over 30 days)",
            Range = FeatureRange.Ratio,
            WhenAbove = "Regular income over 30 days is {percent} above usual ({observed} instead of {usual}).",
            WhenBelow = "Regular income over 30 days is {percent} below usual ({observed} instead of {usual}).",
            Neutral = 1,
            AsUsual = "Regular income over 30 days is as usual.",
            Tolerance = 0.3,
            Action = FeatureAction.None("When pay comes and how much is the employer's to decide; what a bank advances on it shows in the balance."),
            Compute = static (in BehaviourView v) => Ratio30(v, Measure.Income),
        },
        new()
        {
            Name = "inflow_30d_ratio",
            Adverse = AdverseSide.Below,
            Family = Family,
            Unit = "ratio",
            Windows = "30 days, baseline",
            Formula = "ratio(income and other credits over 30 days)",
            Range = FeatureRange.Ratio,
            WhenAbove = "Money coming in over 30 days is {percent} above usual ({observed} instead of {usual}).",
            WhenBelow = "Money coming in over 30 days is {percent} below usual ({observed} instead of {usual}).",
            Neutral = 1,
            AsUsual = "Money coming in over 30 days is as usual.",
            Tolerance = 0.3,
            Action = FeatureAction.None("Borrowed money and what others give come in as well; what pay lacks is not the customer's to decide."),
            Compute = static (in BehaviourView v) => Ratio30(v, MeasureSets.Inflow),
        },
    ];
}
