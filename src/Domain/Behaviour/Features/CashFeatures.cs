using static PreDelinquency.Domain.Behaviour.Features.Formulas;

namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>Cash that is drawn more, more often, or in round amounts.</summary>
internal static class CashFeatures
{
    private const FeatureFamily Family = FeatureFamily.Cash;

    public static readonly FeatureDefinition[] All =
    [
        new()
        {
            Name = "cash_30d_ratio",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "ratio",
            Windows = "30 days, baseline",
            Formula = "ratio(cash withdrawn over 30 days)",
            Range = FeatureRange.Ratio,
            WhenAbove = "Cash withdrawals over 30 days are {percent} above usual ({observed} instead of {usual}).",
            WhenBelow = "Cash withdrawals over 30 days are {percent} below usual ({observed} instead of {usual}).",
            Neutral = 1,
            AsUsual = "Cash withdrawals over 30 days are as usual.",
            Tolerance = 0.05,
            Action = FeatureAction.By(Levers.DrawLessCash, static s => s.Ratio(s.Cash30)),
            Compute = static (in BehaviourView v) => Ratio30(v, Measure.CashWithdrawn),
        },
        new()
        {
            Name = "cash_withdrawals_7d_ratio",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "ratio",
            Windows = "7 days, baseline",
            Formula = "(withdrawals over 7 days + 1) / (7/30 of the usual 30 days + 1), at most 50",
            Range = FeatureRange.Ratio,
            WhenAbove = "Cash was withdrawn {observed} times in 7 days; {usual} is usual.",
            WhenBelow = "Cash was withdrawn no more often than usual.",
            Neutral = 1,
            Action = FeatureAction.By(Levers.DrawLessCash, static s => Formulas.CountRatio(s.Withdrawals7.Now, s.Withdrawals7.Usual).Value),
            Compute = static (in BehaviourView v) =>
                CountRatio(v.Count7[(int)Measure.CashWithdrawn], v.UsualCount[(int)Measure.CashWithdrawn] * 7 / 30),
        },
        new()
        {
            Name = "cash_share_change",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "share",
            Windows = "30 days, baseline",
            Formula = "cash / outflow over 30 days − the same of the usual 30 days",
            Range = FeatureRange.DifferenceWithin(0, 1),
            WhenAbove = "More of the money than usual is taken out as cash.",
            WhenBelow = "No more of the money than usual is taken out as cash.",
            Tolerance = 0.02,
            Action = FeatureAction.By(Levers.DrawLessCash, static s => Formulas.Quotient(s.Cash30.Now, s.Outflow30.Now) - (s.Cash30.Usual / s.UsualOutflow)),
            Compute = static (in BehaviourView v) =>
            {
                var observed = Quotient(v.Sum30[(int)Measure.CashWithdrawn], v.Outflow30);
                var usual = v.UsualSum[(int)Measure.CashWithdrawn] * v.PerUsualOutflow;
                return new Reading(observed - usual, observed, usual);
            },
        },
        new()
        {
            Name = "round_cash_7d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "withdrawals",
            Windows = "7 days, baseline",
            Formula = "withdrawals of a multiple of 50 over 7 days − 7/30 of the usual 30 days",
            Range = FeatureRange.ExcessOver(7),
            WhenAbove = "Round sums of cash were withdrawn {observed} times in 7 days; {usual} is usual.",
            WhenBelow = "Round sums of cash were withdrawn no more often than usual.",
            Action = FeatureAction.By(Levers.DrawLessCash, static s => s.RoundWithdrawals7.Now - s.RoundWithdrawals7.Usual),
            Compute = static (in BehaviourView v) =>
            {
                var (observed, usual) = (v.Count7[(int)Measure.RoundCash], v.UsualCount[(int)Measure.RoundCash] * 7 / 30);
                return new Reading(observed - usual, observed, usual);
            },
        },
    ];
}
