using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Internal;

/// <summary>Payments became missed.</summary>
/// <param name="payments">Of customers that are this worker's.</param>
/// <param name="unknown">Takes those whose customer is not known.</param>
/// <param name="acknowledgement">Completes once the others are durable.</param>
internal sealed class MissedPaymentsItem(IReadOnlyList<MissedPayment> payments, System.Collections.Concurrent.ConcurrentBag<MissedPayment> unknown, Acknowledgement acknowledgement)
    : WorkItem(models: null)
{
    public IReadOnlyList<MissedPayment> Payments => payments;

    public void Refuse(MissedPayment payment) => unknown.Add(payment);

    public Acknowledgement Acknowledgement => acknowledgement;
}
