namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>Measures that mean something together.</summary>
internal static class MeasureSets
{
    /// <summary>How many measures <see cref="Counted"/> holds.</summary>
    public const int CountedCount = 14;

    /// <summary>Money that leaves for good: all debits but savings.</summary>
    public static readonly MeasureSet Outflow = MeasureSet.Of(
        Measure.Groceries, Measure.Dining, Measure.Shopping, Measure.Travel, Measure.Subscription, Measure.Health, Measure.Utility, Measure.Housing,
        Measure.LoanPayment, Measure.CardPayment, Measure.Insurance, Measure.Gambling, Measure.PaydayRepaid, Measure.CashWithdrawn,
        Measure.TransferOut, Measure.Fees, Measure.OtherDebit);

    /// <summary>Money earned or received, without savings and loans.</summary>
    public static readonly MeasureSet Inflow = MeasureSet.Of(Measure.Income, Measure.OtherCredit);

    public static readonly MeasureSet Discretionary = MeasureSet.Of(Measure.Dining, Measure.Shopping, Measure.Travel, Measure.Subscription);

    public static readonly MeasureSet Essentials = MeasureSet.Of(Measure.Groceries, Measure.Health, Measure.Utility, Measure.Insurance);

    public static readonly MeasureSet Bills = MeasureSet.Of(
        Measure.Housing, Measure.LoanPayment, Measure.CardPayment, Measure.Utility, Measure.Insurance);

    /// <summary>Measures whose usual count some feature uses.</summary>
    public static readonly MeasureSet Counted = new(Bills.Bits | MeasureSet.Of(
        Measure.CashWithdrawn, Measure.Borrowed, Measure.DuePayment, Measure.UtilityDelay, Measure.FailedPayment, Measure.Declined,
        Measure.NightSpend, Measure.RoundCash, Measure.LatePayment).Bits);

    /// <summary>The measures of which a transaction moves one, or none where it is a credit that did not come through.</summary>
    public static readonly MeasureSet Transactions = new(((1u << (int)Measure.DuePayment) - 1) | MeasureSet.Of(Measure.FailedPayment, Measure.Declined).Bits);
}
