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
            Name = "cash_30d_change",
            Family = Family,
            Unit = "log ratio",
            Windows = "30 days, baseline",
            Formula = "change(cash withdrawn over 30 days)",
            WhenAbove = "Cash withdrawals over 30 days are {percent} above usual ({observed} instead of {usual}).",
            WhenBelow = "Cash withdrawals over 30 days are {percent} below usual ({observed} instead of {usual}).",
            Compute = static (in BehaviourView v) => Change30(v, Measure.CashWithdrawn),
        },
        new()
        {
            Name = "cash_withdrawals_7d_change",
            Family = Family,
            Unit = "log ratio",
            Windows = "7 days, baseline",
            Formula = "ln((withdrawals over 7 days + 1) / (7/30 of the usual 30 days + 1))",
            WhenAbove = "Cash was withdrawn {observed} times in 7 days; {usual} is usual.",
            WhenBelow = "Cash was withdrawn no more often than usual.",
            Compute = static (in BehaviourView v) =>
                CountChange(v.Count7[(int)Measure.CashWithdrawn], v.UsualCount[(int)Measure.CashWithdrawn] * 7 / 30),
        },
        new()
        {
            Name = "cash_share_change",
            Family = Family,
            Unit = "share",
            Windows = "30 days, baseline",
            Formula = "cash / outflow over 30 days − the same of the usual 30 days",
            WhenAbove = "More of the money than usual is taken out as cash.",
            WhenBelow = "No more of the money than usual is taken out as cash.",
            Compute = static (in BehaviourView v) =>
            {
                var observed = Ratio(v.Sum30[(int)Measure.CashWithdrawn], MeasureSets.Outflow.Of(v.Sum30));
                var usual = v.UsualSum[(int)Measure.CashWithdrawn] / v.UsualOutflow;
                return new Reading(observed - usual, observed, usual);
            },
        },
        new()
        {
            Name = "round_cash_7d",
            Family = Family,
            Unit = "withdrawals",
            Windows = "7 days, baseline",
            Formula = "withdrawals of a multiple of 50 over 7 days − 7/30 of the usual 30 days",
            WhenAbove = "Round sums of cash were withdrawn {observed} times in 7 days; {usual} is usual.",
            WhenBelow = "Round sums of cash were withdrawn no more often than usual.",
            Compute = static (in BehaviourView v) =>
            {
                var (observed, usual) = (v.Count7[(int)Measure.RoundCash], v.UsualCount[(int)Measure.RoundCash] * 7 / 30);
                return new Reading(observed - usual, observed, usual);
            },
        },
    ];
}
