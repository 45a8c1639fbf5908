using static PreDelinquency.Domain.Behaviour.Features.Formulas;

namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>What is unlike this customer, whatever its cause.</summary>
internal static class AnomalyFeatures
{
    private const FeatureFamily Family = FeatureFamily.Anomalies;

    public static readonly FeatureDefinition[] All =
    [
        new()
        {
            Name = "activity_7d_ratio",
            Family = Family,
            Unit = "ratio",
            Windows = "7 days, baseline",
            Formula = "(transactions over 7 days + 1) / (7/30 of the usual 30 days + 1), at most 50",
            Range = FeatureRange.Ratio,
            WhenAbove = "Transactions within 7 days: {observed}; usually {usual}.",
            WhenBelow = "Transactions within 7 days: only {observed}; usually {usual}.",
            Neutral = 1,
            AsUsual = "There were as many transactions in 7 days as usual.",
            Tolerance = 0.2,
            Action = FeatureAction.None("How often an account is used helps nobody by itself."),
            Compute = static (in BehaviourView v) => CountRatio(MeasureSets.Transactions.Of(v.Count7), v.UsualTransactions * (7.0 / 30)),
        },
        new()
        {
            Name = "quiet_days",
            Family = Family,
            Unit = "days",
            Windows = "since the latest transaction, baseline",
            Formula = "as-of day − latest day − usual gap between transactions, within −5 to 45",
            Range = FeatureRange.Within(-5, 45),
            WhenAbove = "The account has been quiet for {value} days longer than usual.",
            WhenBelow = "The account is used as often as usual.",
            Tolerance = 1.0,
            Action = FeatureAction.None("How often an account is used helps nobody by itself."),
            Compute = static (in BehaviourView v) => Reading.Plain(
                Math.Clamp(v.AsOfDay - v.LatestDay - (30 / Math.Max(v.UsualTransactions, 1)), -5, 45)),
        },
        new()
        {
            Name = "declined_30d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "payments",
            Windows = "30 days, baseline",
            Formula = "declined payments over 30 days − usual",
            Range = FeatureRange.ExcessOver(30),
            WhenAbove = "Card payments declined within 30 days: {observed}; usually {usual}.",
            WhenBelow = "No more payments were declined than usual.",
            Action = FeatureAction.None("What was declined cannot be undone; money on the account keeps payments from being declined."),
            Compute = static (in BehaviourView v) => Excess30(v, Measure.Declined),
        },
        new()
        {
            Name = "night_share_change",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "share",
            Windows = "30 days, baseline",
            Formula = "night spending / all transactions over 30 days − the same of the usual 30 days, by count",
            Range = FeatureRange.DifferenceWithin(0, 1),
            WhenAbove = "More spending than usual happens at night.",
            WhenBelow = "No more spending than usual happens at night.",
            Tolerance = 0.02,
            Action = FeatureAction.None("The hour of a purchase helps nobody by itself."),
            Compute = static (in BehaviourView v) =>
            {
                var observed = Quotient(v.Count30[(int)Measure.NightSpend], MeasureSets.Transactions.Of(v.Count30));
                var usual = Quotient(v.UsualCount[(int)Measure.NightSpend], v.UsualTransactions);
                return new Reading(observed - usual, observed, usual);
            },
        },
        new()
        {
            Name = "merchant_shift_30d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "share",
            Windows = "30 days, baseline",
            Formula = "½ Σ |share of a bucket of merchants over 30 days − its usual share|, over 16 buckets by hash, by days with a visit",
            Range = FeatureRange.Share,
            WhenAbove = "{share} of the visits went to other merchants than usual.",
            WhenBelow = "Money goes to the usual merchants.",
            Tolerance = 0.25,
            Action = FeatureAction.None("Which shops somebody goes to helps nobody by itself."),
            Compute = static (in BehaviourView v) => Reading.Plain(v.MerchantShift),
        },
        new()
        {
            Name = "gambling_30d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "months of usual outflow",
            Windows = "30 days, baseline",
            Formula = "(gambling over 30 days − usual) / usual outflow, within ±5",
            Range = FeatureRange.GapOfPart,
            WhenAbove = "{observed} went into gambling in 30 days; {usual} is usual.",
            WhenBelow = "No more than usual went into gambling.",
            Action = FeatureAction.By(Levers.StopGambling, static s => s.Gap(s.Gambling30)),
            Compute = static (in BehaviourView v) => Share30(v, Measure.Gambling),
        },
        new()
        {
            Name = "gambling_7d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "months of usual outflow",
            Windows = "7 days, baseline",
            Formula = "gambling over 7 days / usual outflow, at most 5",
            Range = FeatureRange.Within(0, 5),
            WhenAbove = "{observed} went into gambling in the last 7 days.",
            WhenBelow = "Nothing went into gambling in the last 7 days.",
            Action = FeatureAction.By(Levers.StopGambling, static s => Math.Min(s.Gambling7 / s.UsualOutflow, 5)),
            Compute = static (in BehaviourView v) =>
            {
                var observed = v.Sum7[(int)Measure.Gambling];
                return new Reading(Math.Min(observed * v.PerUsualOutflow, 5), observed, double.NaN);
            },
        },
    ];
}
