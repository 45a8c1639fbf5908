using PreDelinquency.Cluster.Ports;

namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>A customer's commit that followed the stored version, so that its rows may be written; the customer's row stays locked to the end.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="CustomerNo">The store's number of the customer.</param>
/// <param name="FirstTransaction">Position of the first of its transactions; the others follow.</param>
/// <param name="FirstScore">Position of the first of its score points; the others follow.</param>
internal readonly record struct FencedCommit(CustomerCommit Commit, int CustomerNo, long FirstTransaction, long FirstScore);
