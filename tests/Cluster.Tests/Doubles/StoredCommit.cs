using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Cluster.Tests.Doubles;

/// <summary>What one commit did to a customer.</summary>
/// <param name="Transactions">Accepted ones, in order.</param>
/// <param name="QuietUntilMs">Of the commit; null where it left it as it was.</param>
/// <param name="HasState">Whether it brought a new state.</param>
internal sealed record StoredCommit(IReadOnlyList<Transaction> Transactions, long? QuietUntilMs, bool HasState);
