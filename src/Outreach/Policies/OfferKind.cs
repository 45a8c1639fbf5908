namespace PreDelinquency.Outreach.Policies;

/// <summary>What an offer comes to.</summary>
public enum OfferKind : byte
{
    DueDate,
    LowerPayments,
    FeeWaiver,
    SplitPayment,
    Budgeting,

    /// <summary>A talk about all that somebody pays back; no new money.</summary>
    DebtAdvice,

    SpecialistSupport,
    AccountCheck,

    /// <summary>New money. Never for gambling or payday loans.</summary>
    Credit,
}
