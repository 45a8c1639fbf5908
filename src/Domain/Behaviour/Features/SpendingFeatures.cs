using static PreDelinquency.Domain.Behaviour.Features.Formulas;

namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>How much is spent, and on what, against the customer's own habit.</summary>
internal static class SpendingFeatures
{
    private static readonly FeatureAction Needed = FeatureAction.None("A household needs it; nobody is advised to go short of it.");

    public static readonly FeatureDefinition[] All =
    [
        Month("outflow_30d_ratio", "Total spending", "all debits but savings", MeasureSets.Outflow, FeatureAction.Follows("It follows what is spent.", static s => s.Ratio(s.Outflow30))),
        Week("outflow_7d_ratio", "Total spending", "all debits but savings", MeasureSets.Outflow, FeatureAction.Follows("It follows what is spent.", static s => s.Ratio(s.Outflow7))),
        Month("discretionary_30d_ratio", "Discretionary spending", "dining, shopping, travel, subscriptions", MeasureSets.Discretionary, FeatureAction.By(Levers.SpendLess, static s => s.Ratio(s.Discretionary30))),
        Week("discretionary_7d_ratio", "Discretionary spending", "dining, shopping, travel, subscriptions", MeasureSets.Discretionary, FeatureAction.By(Levers.SpendLess, static s => s.Ratio(s.Discretionary7))),
        Month("essentials_30d_ratio", "Spending on essentials", "groceries, health, utilities, insurance", MeasureSets.Essentials, FeatureAction.Follows("A household needs it; it follows what is settled of bills that are overdue.", static s => s.Ratio(s.Essentials30))),
        Month("groceries_30d_ratio", "Spending on groceries", "groceries", MeasureSet.Of(Measure.Groceries), Needed),
        Week("groceries_7d_ratio", "Spending on groceries", "groceries", MeasureSet.Of(Measure.Groceries), Needed),
        Month("dining_30d_ratio", "Spending on dining out", "dining", MeasureSet.Of(Measure.Dining), FeatureAction.By(Levers.SpendLess, static s => s.Ratio(s.Dining30))),
        Month("shopping_30d_ratio", "Spending on shopping", "shopping", MeasureSet.Of(Measure.Shopping), FeatureAction.By(Levers.SpendLess, static s => s.Ratio(s.Shopping30))),
        Month("travel_30d_ratio", "Spending on travel", "travel", MeasureSet.Of(Measure.Travel), FeatureAction.By(Levers.SpendLess, static s => s.Ratio(s.Travel30))),
        Month("health_30d_ratio", "Spending on health", "health", MeasureSet.Of(Measure.Health), Needed),
        Month("subscriptions_30d_ratio", "Spending on subscriptions", "subscriptions", MeasureSet.Of(Measure.Subscription), FeatureAction.By(Levers.SpendLess, static s => s.Ratio(s.Subscriptions30))),
        new()
        {
            Name = "spending_mix_shift_30d",
            Adverse = AdverseSide.Above,
            Family = FeatureFamily.Spending,
            Unit = "share",
            Windows = "30 days, baseline",
            Formula = "½ Σ |share of a category over 30 days − its usual share|, over all debits but savings",
            Range = FeatureRange.Share,
            WhenAbove = "The mix of spending has changed: {share} of it moved between categories.",
            WhenBelow = "The mix of spending is as usual.",
            Tolerance = 0.15,
            Action = FeatureAction.None("What money is spent on decides, and not that it was spent on something else before."),
            Compute = MixShift,
        },
    ];

    private static FeatureDefinition Month(string name, string subject, string measures, MeasureSet set, FeatureAction action) => new()
    {
        Name = name,
        Family = FeatureFamily.Spending,
        Unit = "ratio",
        Windows = "30 days, baseline",
        Formula = $"ratio({measures} over 30 days)",
        Range = FeatureRange.Ratio,
        WhenAbove = subject + " over 30 days is {percent} above usual ({observed} instead of {usual}).",
        AsUsual = subject + " over 30 days is as usual.",
        WhenBelow = subject + " over 30 days is {percent} below usual ({observed} instead of {usual}).",
        Neutral = 1,
        Tolerance = 0.05,
        Action = action,
        Compute = (in BehaviourView v) => Ratio30(v, set),
    };

    private static FeatureDefinition Week(string name, string subject, string measures, MeasureSet set, FeatureAction action) => new()
    {
        Name = name,
        Family = FeatureFamily.Spending,
        Unit = "ratio",
        Windows = "7 days, baseline",
        Formula = $"ratio({measures} over 7 days), against 7/30 of the usual 30 days",
        Range = FeatureRange.Ratio,
        WhenAbove = subject + " over 7 days is {percent} above usual ({observed} instead of {usual}).",
        AsUsual = subject + " over 7 days is as usual.",
        WhenBelow = subject + " over 7 days is {percent} below usual ({observed} instead of {usual}).",
        Neutral = 1,
        Tolerance = 0.05,
        Action = action,
        Compute = (in BehaviourView v) => Ratio7(v, set),
    };

    private static Reading MixShift(in BehaviourView v)
    {
        if (v.Outflow30 <= 0)
            return Reading.Plain(double.NaN);
        var perRecent = 1 / v.Outflow30;
        double moved = 0;
        for (var bits = MeasureSets.Outflow.Bits; bits != 0; bits &= bits - 1)
        {
            var measure = System.Numerics.BitOperations.TrailingZeroCount(bits);
            moved += Math.Abs((v.Sum30[measure] * perRecent) - (v.UsualSum[measure] * v.PerUsualOutflow));
        }

        return Reading.Plain(moved / 2);
    }
}
