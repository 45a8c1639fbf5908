namespace PreDelinquency.Domain.Behaviour;

/// <summary>How the bills that named their due date were ever paid. Forgetting is rare and personal: it takes years to show. What exceeds 65,535 counts as that.</summary>
/// <param name="Paid">How many were paid.</param>
/// <param name="Late">How many of them after their due date.</param>
/// <param name="LateByHand">How many of those by hand, not by a direct debit that came late.</param>
public readonly record struct PaymentRecord(ushort Paid, ushort Late, ushort LateByHand)
{
    /// <summary>One more.</summary>
    /// <param name="delayDays">From the due date to the payment; negative where that came early.</param>
    /// <param name="byHand">No direct debit.</param>
    public PaymentRecord With(int delayDays, bool byHand) =>
        new(Next(Paid, true), Next(Late, delayDays > 0), Next(LateByHand, delayDays > 0 && byHand));

    private static ushort Next(ushort count, bool isOneMore) => isOneMore && count < ushort.MaxValue ? (ushort)(count + 1) : count;
}
