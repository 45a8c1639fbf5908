namespace PreDelinquency.Domain.Behaviour;

/// <summary>
/// What is summed and counted per local day. Sums are money unless said otherwise. The order is part of the stored
/// format: append only, and raise <see cref="Measures.Count"/>.
/// </summary>
public enum Measure : byte
{
    /// <summary>Salary, pension and benefit received.</summary>
    Income,

    /// <summary>Every other credit but savings and loans.</summary>
    OtherCredit,

    /// <summary>Drawn from savings.</summary>
    SavingsDrawn,

    /// <summary>Received from payday lenders and other loans.</summary>
    Borrowed,

    Groceries,
    Dining,
    Shopping,
    Travel,
    Subscription,
    Health,
    Utility,

    /// <summary>Rent and mortgage.</summary>
    Housing,

    LoanPayment,
    CardPayment,
    Insurance,
    Gambling,

    /// <summary>Paid back to payday lenders.</summary>
    PaydayRepaid,

    CashWithdrawn,
    SavingsDeposited,
    TransferOut,

    /// <summary>Fees and penalties.</summary>
    Fees,

    OtherDebit,

    /// <summary>Completed obligations that named their due date; the sum is days of delay (negative: early).</summary>
    DuePayment,

    /// <summary>Completed utility bills that named their due date; the sum is days of delay.</summary>
    UtilityDelay,

    /// <summary>Debits that failed or were returned. From here on only counts are used.</summary>
    FailedPayment,

    /// <summary>Debits declined at the point of sale.</summary>
    Declined,

    /// <summary>Completed everyday spending after midnight and before five in the morning, local time; midnight itself stands for an unknown time of day.</summary>
    NightSpend,

    /// <summary>Cash withdrawals of a multiple of 50.</summary>
    RoundCash,

    /// <summary>Completed obligations paid after their due date.</summary>
    LatePayment,
}
