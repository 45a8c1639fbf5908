using static PreDelinquency.Domain.Behaviour.Features.Formulas;

namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>How much is spent, and on what, against the customer's own habit.</summary>
internal static class SpendingFeatures
{
    public static readonly FeatureDefinition[] All =
    [
        Month("outflow_30d_ratio", "Total spending", "all debits but savings", MeasureSets.Outflow),
        Week("outflow_7d_ratio", "Total spending", "all debits but savings", MeasureSets.Outflow),
        Month("discretionary_30d_ratio", "Discretionary spending", "dining, shopping, travel, subscriptions", MeasureSets.Discretionary),
        Week("discretionary_7d_ratio", "Discretionary spending", "dining, shopping, travel, subscriptions", MeasureSets.Discretionary),
        Month("essentials_30d_ratio", "Spending on essentials", "groceries, health, utilities, insurance", MeasureSets.Essentials),
        Month("groceries_30d_ratio", "Spending on groceries", "groceries", MeasureSet.Of(Measure.Groceries)),
        Week("groceries_7d_ratio", "Spending on groceries", "groceries", MeasureSet.Of(Measure.Groceries)),
        Month("dining_30d_ratio", "Spending on dining out", "dining", MeasureSet.Of(Measure.Dining)),
        Month("shopping_30d_ratio", "Spending on shopping", "shopping", MeasureSet.Of(Measure.Shopping)),
        Month("travel_30d_ratio", "Spending on travel", "travel", MeasureSet.Of(Measure.Travel)),
        Month("health_30d_ratio", "Spending on health", "health", MeasureSet.Of(Measure.Health)) with
        {
            Action = FeatureAction.Closed("Health costs what it must."),
        },
        Month("subscriptions_30d_ratio", "Spending on subscriptions", "subscriptions", MeasureSet.Of(Measure.Subscription)),
        new()
        {
            Name = "spending_mix_shift_30d",
            Adverse = AdverseSide.Above,
            Family = FeatureFamily.Spending,
            Unit = "share",
            Windows = "30 days, baseline",
            Formula = "½ Σ |share of a category over 30 days − its usual share|, over all debits but savings",
            WhenAbove = "The mix of spending has changed: {share} of it moved between categories.",
            WhenBelow = "The mix of spending is as usual.",
            Tolerance = 0.15,
            Action = FeatureAction.Open("The customer decides what to spend.", "The share of spending that moves between categories is {to} instead of {from}."),
            Compute = MixShift,
        },
    ];

    private static FeatureDefinition Month(string name, string subject, string measures, MeasureSet set) => new()
    {
        Name = name,
        Family = FeatureFamily.Spending,
        Unit = "ratio",
        Windows = "30 days, baseline",
        Formula = $"ratio({measures} over 30 days)",
        WhenAbove = subject + " over 30 days is {percent} above usual ({observed} instead of {usual}).",
        AsUsual = subject + " over 30 days is as usual.",
        WhenBelow = subject + " over 30 days is {percent} below usual ({observed} instead of {usual}).",
        Neutral = 1,
        Tolerance = 0.05,
        Action = FeatureAction.Open("The customer decides what to spend.", subject + " over 30 days is {to} of the usual instead of {from}."),
        Compute = (in BehaviourView v) => Ratio30(v, set),
    };

    private static FeatureDefinition Week(string name, string subject, string measures, MeasureSet set) => new()
    {
        Name = name,
        Family = FeatureFamily.Spending,
        Unit = "ratio",
        Windows = "7 days, baseline",
        Formula = $"ratio({measures} over 7 days), against 7/30 of the usual 30 days",
        WhenAbove = subject + " over 7 days is {percent} above usual ({observed} instead of {usual}).",
        AsUsual = subject + " over 7 days is as usual.",
        WhenBelow = subject + " over 7 days is {percent} below usual ({observed} instead of {usual}).",
        Neutral = 1,
        Tolerance = 0.05,
        Action = FeatureAction.Open("The customer decides what to spend.", subject + " over 7 days is {to} of the usual instead of {from}."),
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
