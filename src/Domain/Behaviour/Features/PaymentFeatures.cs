using static PreDelinquency.Domain.Behaviour.Features.Formulas;

namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>Bills that fail, slip or are skipped.</summary>
internal static class PaymentFeatures
{
    private const FeatureFamily Family = FeatureFamily.Payments;

    public static readonly FeatureDefinition[] All =
    [
        new()
        {
            Name = "failed_payments_30d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "payments",
            Windows = "30 days, baseline",
            Formula = "failed or returned debits over 30 days − usual",
            Range = FeatureRange.ExcessOver(30),
            WhenAbove = "Failed or returned payments within 30 days: {observed}; usually {usual}.",
            WhenBelow = "No more payments failed than usual.",
            Action = FeatureAction.By(Levers.NoFailedPayment, static s => s.Failed30.Now - s.Failed30.Usual),
            Compute = static (in BehaviourView v) => Excess30(v, Measure.FailedPayment),
        },
        new()
        {
            Name = "failed_payments_7d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "payments",
            Windows = "7 days",
            Formula = "failed or returned debits over 7 days",
            Range = FeatureRange.CountOver(7),
            WhenAbove = "Failed or returned payments within 7 days: {value}.",
            WhenBelow = "No payment failed in the last 7 days.",
            Action = FeatureAction.By(Levers.NoFailedPayment, static s => s.Failed7),
            Compute = static (in BehaviourView v) => Reading.Plain(v.Count7[(int)Measure.FailedPayment]),
        },
        new()
        {
            Name = "payment_delay_30d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "days",
            Windows = "30 days",
            Formula = "mean of (paid − due) over the bills paid within 30 days",
            Range = FeatureRange.Within(Measures.EarliestDelay, Measures.LatestDelay),
            WhenAbove = "Bills of the last 30 days were paid {value} days after they were due, on average.",
            WhenBelow = "Bills of the last 30 days were paid by their due date, on average.",
            Action = FeatureAction.By(Levers.PayOnTime, static s => s.Delay30.Now),
            Compute = static (in BehaviourView v) => Reading.Plain(Mean(v.Sum30, v.Count30, Measure.DuePayment)),
        },
        new()
        {
            Name = "payment_delay_change",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "days",
            Windows = "30 days, baseline",
            Formula = "mean delay over 30 days − usual mean delay",
            Range = FeatureRange.DifferenceWithin(Measures.EarliestDelay, Measures.LatestDelay),
            WhenAbove = "Bills are paid {value} days later than usual.",
            WhenBelow = "Bills are paid no later than usual.",
            Action = FeatureAction.By(Levers.PayOnTime, static s => s.Delay30.Now - s.Delay30.Usual),
            Compute = static (in BehaviourView v) => Difference(v, Measure.DuePayment),
        },
        new()
        {
            Name = "late_payments_30d",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "payments",
            Windows = "30 days, baseline",
            Formula = "bills paid after their due date over 30 days − usual",
            Range = FeatureRange.ExcessOver(30),
            WhenAbove = "Bills paid after their due date within 30 days: {observed}; usually {usual}.",
            WhenBelow = "No more bills than usual were paid late.",
            Action = FeatureAction.By(Levers.PayOnTime, static s => s.Late30.Now - s.Late30.Usual),
            Compute = static (in BehaviourView v) => Excess30(v, Measure.LatePayment),
        },
        new()
        {
            Name = "utility_delay_change",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "days",
            Windows = "30 days, baseline",
            Formula = "mean delay of utility bills over 30 days − usual mean delay",
            Range = FeatureRange.DifferenceWithin(Measures.EarliestDelay, Measures.LatestDelay),
            WhenAbove = "Utility bills are paid {value} days later than usual.",
            WhenBelow = "Utility bills are paid no later than usual.",
            Action = FeatureAction.By(Levers.PayOnTime, static s => s.UtilityDelay30.Now - s.UtilityDelay30.Usual),
            Compute = static (in BehaviourView v) => Difference(v, Measure.UtilityDelay),
        },
        new()
        {
            Name = "bill_overdue_days",
            Adverse = AdverseSide.Above,
            Family = Family,
            Unit = "days",
            Windows = "last 5 days with a payment, per kind of bill",
            Formula = "largest over the kinds of bills of (as-of day − last paid − longest of its last four gaps), 0 to 60; kinds whose longest gap is 6 to 45 days",
            Range = FeatureRange.Whole(0, 60),
            NeverForgets = true,
            WhenAbove = "A regular bill is {value} days overdue against its own rhythm.",
            WhenBelow = "No regular bill is overdue.",
            Action = FeatureAction.By(Levers.PayOnTime, static s => s.OverdueDays),
            Compute = Overdue,
        },
        new()
        {
            Name = "bills_paid_30d_ratio",
            Adverse = AdverseSide.Below,
            Family = Family,
            Unit = "ratio",
            Windows = "30 days, baseline",
            Formula = "(bills paid over 30 days + 1) / (usual + 1), at most 50",
            Range = FeatureRange.Ratio,
            WhenAbove = "More bills than usual were paid in 30 days ({observed}, usually {usual}).",
            WhenBelow = "Fewer bills than usual were paid in 30 days ({observed}, usually {usual}).",
            Neutral = 1,
            AsUsual = "As many bills as usual were paid in 30 days.",
            Tolerance = 0.1,
            Action = FeatureAction.Follows("What is owed is fixed; it follows what is settled of what is overdue.", static s => Formulas.CountRatio(s.BillsPaid30.Now, s.BillsPaid30.Usual).Value),
            Compute = static (in BehaviourView v) => CountRatio(MeasureSets.Bills.Of(v.Count30), MeasureSets.Bills.Of(v.UsualCount)),
        },
        new()
        {
            Name = "card_payments_30d_ratio",
            Family = Family,
            Unit = "ratio",
            Windows = "30 days, baseline",
            Formula = "ratio(card payments over 30 days)",
            Range = FeatureRange.Ratio,
            WhenAbove = "Card payments over 30 days are {percent} above usual ({observed} instead of {usual}).",
            WhenBelow = "Card payments over 30 days are {percent} below usual ({observed} instead of {usual}).",
            Neutral = 1,
            AsUsual = "Card payments over 30 days are as usual.",
            Tolerance = 0.05,
            Action = FeatureAction.Follows("What is owed is fixed; it follows what is settled of what is overdue.", static s => s.Ratio(s.CardPayments30)),
            Compute = static (in BehaviourView v) => Ratio30(v, Measure.CardPayment),
        },
        new()
        {
            Name = "loan_payments_30d_ratio",
            Family = Family,
            Unit = "ratio",
            Windows = "30 days, baseline",
            Formula = "ratio(loan payments over 30 days)",
            Range = FeatureRange.Ratio,
            WhenAbove = "Loan payments over 30 days are {percent} above usual ({observed} instead of {usual}).",
            WhenBelow = "Loan payments over 30 days are {percent} below usual ({observed} instead of {usual}).",
            Neutral = 1,
            AsUsual = "Loan payments over 30 days are as usual.",
            Tolerance = 0.05,
            Action = FeatureAction.Follows("What is owed is fixed; it follows what is settled of what is overdue.", static s => s.Ratio(s.LoanPayments30)),
            Compute = static (in BehaviourView v) => Ratio30(v, Measure.LoanPayment),
        },
        new()
        {
            Name = "housing_payments_30d_ratio",
            Family = Family,
            Unit = "ratio",
            Windows = "30 days, baseline",
            Formula = "ratio(rent and mortgage over 30 days)",
            Range = FeatureRange.Ratio,
            WhenAbove = "Rent or mortgage over 30 days is {percent} above usual ({observed} instead of {usual}).",
            WhenBelow = "Rent or mortgage over 30 days is {percent} below usual ({observed} instead of {usual}).",
            Neutral = 1,
            AsUsual = "Rent or mortgage over 30 days is as usual.",
            Tolerance = 0.05,
            Action = FeatureAction.Follows("Rent or a mortgage is agreed already; it follows what is settled of what is overdue.", static s => s.Ratio(s.Housing30)),
            Compute = static (in BehaviourView v) => Ratio30(v, Measure.Housing),
        },
    ];

    private static double Mean(ReadOnlySpan<double> sums, ReadOnlySpan<double> counts, Measure measure) => Quotient(sums[(int)measure], counts[(int)measure]);

    private static Reading Difference(in BehaviourView v, Measure measure)
    {
        var observed = Mean(v.Sum30, v.Count30, measure);
        var usual = Mean(v.UsualSum, v.UsualCount, measure);
        return new Reading(observed - usual, observed, usual);
    }

    private static Reading Overdue(in BehaviourView v)
    {
        var largest = double.NaN;
        foreach (var bill in v.Bills)
        {
            if (bill.LongestGap is >= 6 and <= 45)
                largest = Math.Max(double.IsNaN(largest) ? 0 : largest, v.AsOfDay - bill.LastDay - bill.LongestGap);
        }

        return Reading.Plain(Math.Min(largest, 60));
    }
}
