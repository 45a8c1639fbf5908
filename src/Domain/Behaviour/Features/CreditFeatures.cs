using static PreDelinquency.Domain.Behaviour.Features.Formulas;

namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>New borrowing, and help from others.</summary>
internal static class CreditFeatures
{
    private const FeatureFamily Family = FeatureFamily.Credit;

    public static readonly FeatureDefinition[] All =
    [
        new()
        {
            Name = "borrowed_30d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "months of usual outflow",
            Windows = "30 days, baseline",
            Formula = "(loans received over 30 days − usual) / usual outflow, within ±5",
            Range = FeatureRange.Gap,
            WhenAbove = "{observed} was borrowed in 30 days; {usual} is usual.",
            WhenBelow = "No more than usual was borrowed.",
            Action = FeatureAction.By(Levers.NoNewLoan, static s => s.Gap(s.Borrowed30)),
            Compute = static (in BehaviourView v) => Share30(v, Measure.Borrowed),
        },
        new()
        {
            Name = "new_loans_30d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "loans",
            Windows = "30 days, baseline",
            Formula = "loans received over 30 days − usual",
            Range = FeatureRange.ExcessOver(30),
            WhenAbove = "Loans paid out within 30 days: {observed}; usually {usual}.",
            WhenBelow = "There were no new loans beyond the usual.",
            Action = FeatureAction.By(Levers.NoNewLoan, static s => s.Loans30.Now - s.Loans30.Usual),
            Compute = static (in BehaviourView v) => Excess30(v, Measure.Borrowed),
        },
        new()
        {
            Name = "payday_repaid_30d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "months of usual outflow",
            Windows = "30 days, baseline",
            Formula = "(paid back to payday lenders over 30 days − usual) / usual outflow, within ±5",
            Range = FeatureRange.GapOfPart,
            WhenAbove = "{observed} went to payday lenders in 30 days; {usual} is usual.",
            WhenBelow = "No more than usual went to payday lenders.",
            Action = FeatureAction.None("What was borrowed has to be repaid; to borrow less is what helps."),
            Compute = static (in BehaviourView v) => Share30(v, Measure.PaydayRepaid),
        },
        new()
        {
            Name = "other_credits_30d_ratio",
            Family = Family,
            Unit = "ratio",
            Windows = "30 days, baseline",
            Formula = "ratio(credits that are neither income, savings nor loans over 30 days)",
            Range = FeatureRange.Ratio,
            WhenAbove = "Money from other sources over 30 days is {percent} above usual ({observed} instead of {usual}).",
            WhenBelow = "Money from other sources over 30 days is {percent} below usual ({observed} instead of {usual}).",
            Neutral = 1,
            AsUsual = "Money from other sources over 30 days is as usual.",
            Tolerance = 0.05,
            Action = FeatureAction.None("What others give is neither the customer's nor the bank's to decide."),
            Compute = static (in BehaviourView v) => Ratio30(v, Measure.OtherCredit),
        },
        new()
        {
            Name = "fees_30d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "months of usual outflow",
            Windows = "30 days, baseline",
            Formula = "(fees and penalties over 30 days − usual) / usual outflow, within ±5",
            Range = FeatureRange.GapOfPart,
            WhenAbove = "{observed} was charged in fees and penalties in 30 days; {usual} is usual.",
            WhenBelow = "Fees and penalties are no higher than usual.",
            Action = FeatureAction.By(Levers.WaiveFees, static s => s.Gap(s.Fees30)),
            Compute = static (in BehaviourView v) => Share30(v, Measure.Fees),
        },
    ];
}
