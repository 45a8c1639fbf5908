using static PreDelinquency.Domain.Behaviour.Features.Formulas;

namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>Where things are heading: 7 days against 30, and 30 against the baseline with its 90-day half-life.</summary>
internal static class TrendFeatures
{
    public static readonly FeatureDefinition[] All =
    [
        SevenToThirty("outflow_trend_7d_30d", "Total spending", MeasureSets.Outflow, FeatureAction.Follows("It follows what is spent.", static s => s.Ratio(s.Outflow7.Now * 30 / 7, s.Outflow30.Now))),
        SevenToThirty("discretionary_trend_7d_30d", "Discretionary spending", MeasureSets.Discretionary, FeatureAction.Follows("It follows what is spent.", static s => s.Ratio(s.Discretionary7.Now * 30 / 7, s.Discretionary30.Now))),
        SevenToThirty("cash_trend_7d_30d", "Cash withdrawn", MeasureSet.Of(Measure.CashWithdrawn), FeatureAction.Follows("It follows how much cash is drawn.", static s => s.Ratio(s.Cash7 * 30 / 7, s.Cash30.Now))),
        new()
        {
            Name = "net_flow_trend_30d_90d",
            Adverse = AdverseSide.Below,
            Family = FeatureFamily.Trends,
            Unit = "months of usual outflow",
            Windows = "30 days, baseline",
            Formula = "(inflow − outflow over 30 days − the same of the usual 30 days) / usual outflow, within ±5",
            Range = FeatureRange.Gap,
            WhenAbove = "More is left over at the end of the month than usual ({observed}, usually {usual}).",
            WhenBelow = "Less is left over at the end of the month than usual ({observed}, usually {usual}).",
            AsUsual = "As much is left over at the end of the month as usual.",
            Tolerance = 0.35,
            Action = FeatureAction.Follows("It follows what is spent.", static s => s.Gap(s.NetFlow30)),
            Compute = static (in BehaviourView v) => Gap(
                v,
                Sum30(v, MeasureSets.Inflow) - v.Outflow30,
                UsualSum(v, MeasureSets.Inflow) - v.UsualOutflow),
        },
    ];

    private static FeatureDefinition SevenToThirty(string name, string subject, MeasureSet set, FeatureAction action) => new()
    {
        Name = name,
        Family = FeatureFamily.Trends,
        Unit = "ratio",
        Windows = "7 days, 30 days",
        Formula = "(30/7 · 7-day sum + d) / (30-day sum + d), d being 2% of the usual outflow, at most 50",
        Range = FeatureRange.Ratio,
        WhenAbove = subject + " of the last 7 days runs {percent} above the last 30 days.",
        WhenBelow = subject + " of the last 7 days runs {percent} below the last 30 days.",
        AsUsual = subject + " of the last 7 days runs as in the last 30.",
        Neutral = 1,
        Tolerance = 0.1,
        Action = action,
        Compute = (in BehaviourView v) => Ratio(v, Sum7(v, set) * (30.0 / 7), Sum30(v, set)),
    };
}
