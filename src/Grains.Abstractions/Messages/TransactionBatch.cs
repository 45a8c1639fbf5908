using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Grains.Abstractions.Messages;

/// <summary>Transactions of one customer.</summary>
/// <param name="Transactions">In the order in which they are to be applied.</param>
[GenerateSerializer, Immutable, Alias("predelinquency.transaction-batch")]
public sealed record TransactionBatch([property: Id(0)] Transaction[] Transactions);
