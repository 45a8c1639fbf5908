namespace PreDelinquency.Domain.Interventions;

/// <summary>What the customer's strongest reasons have in common; it chooses the message and the offer.</summary>
public enum Driver : byte
{
    IncomeLate,
    IncomeDrop,
    LowBalance,
    Overspending,
    PaymentsSlipping,
    CashStrain,
    ManyDebts,
    Gambling,
    UnusualActivity,
    PaymentsFailed,
}
