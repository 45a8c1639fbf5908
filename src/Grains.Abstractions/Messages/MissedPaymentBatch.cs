using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Grains.Abstractions.Messages;

/// <summary>Missed payments of one customer.</summary>
/// <param name="Payments">In any order.</param>
[GenerateSerializer, Immutable, Alias("predelinquency.missed-payment-batch")]
public sealed record MissedPaymentBatch([property: Id(0)] MissedPayment[] Payments);
