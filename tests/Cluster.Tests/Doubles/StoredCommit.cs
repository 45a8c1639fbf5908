using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Cluster.Tests.Doubles;

/// <summary>What one commit did to a customer's state.</summary>
/// <param name="Transactions">Accepted ones, in order.</param>
/// <param name="QuietUntilMs">Of the commit; null where it left the state as it was.</param>
internal sealed record StoredCommit(IReadOnlyList<Transaction> Transactions, long? QuietUntilMs);
