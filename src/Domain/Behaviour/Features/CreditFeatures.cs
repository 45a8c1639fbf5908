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
            WhenAbove = "{observed} was borrowed in 30 days; {usual} is usual.",
            WhenBelow = "No more than usual was borrowed.",
            Action = FeatureAction.Open("The customer can do without it, and a bank can offer a cheaper way.", "What is borrowed in 30 days lies {to} of a month's usual spending above the usual instead of {from}."),
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
            WhenAbove = "Loans paid out within 30 days: {observed}; usually {usual}.",
            WhenBelow = "There were no new loans beyond the usual.",
            Action = FeatureAction.Open("The customer can do without it, and a bank can offer a cheaper way.", "Loans paid out within 30 days exceed the usual by {to} instead of {from}."),
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
            WhenAbove = "{observed} went to payday lenders in 30 days; {usual} is usual.",
            WhenBelow = "No more than usual went to payday lenders.",
            Action = FeatureAction.Open("The customer can do without it, and a bank can offer a cheaper way.", "What goes to payday lenders in 30 days lies {to} of a month's usual spending above the usual instead of {from}."),
            Compute = static (in BehaviourView v) => Share30(v, Measure.PaydayRepaid),
        },
        new()
        {
            Name = "other_credits_30d_ratio",
            Family = Family,
            Unit = "ratio",
            Windows = "30 days, baseline",
            Formula = "ratio(credits that are neither income, savings nor loans over 30 days)",
            WhenAbove = "Money from other sources over 30 days is {percent} above usual ({observed} instead of {usual}).",
            WhenBelow = "Money from other sources over 30 days is {percent} below usual ({observed} instead of {usual}).",
            Neutral = 1,
            AsUsual = "Money from other sources over 30 days is as usual.",
            Tolerance = 0.05,
            Action = FeatureAction.Closed("What others give is neither the customer's nor the bank's to decide."),
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
            WhenAbove = "{observed} was charged in fees and penalties in 30 days; {usual} is usual.",
            WhenBelow = "Fees and penalties are no higher than usual.",
            Action = FeatureAction.Open("A bank can waive fees.", "Fees and penalties of 30 days lie {to} of a month's usual spending above the usual instead of {from}."),
            Compute = static (in BehaviourView v) => Share30(v, Measure.Fees),
        },
    ];
}
