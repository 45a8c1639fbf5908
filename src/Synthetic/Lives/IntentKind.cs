namespace PreDelinquency.Synthetic.Lives;

/// <summary>What an <see cref="Intent"/> is about.</summary>
internal enum IntentKind : byte
{
    Income,
    Refund,
    TakesLoan,
    BankCollects,
    PaysByHand,
    Subscription,
    Spend,
    HolidaySpend,
    Bet,
    FraudulentPurchase,
    Outlay,
    BalanceCheck,
    PutsAside,
}
