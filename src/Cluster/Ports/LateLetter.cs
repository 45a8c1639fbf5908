using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Ports;

/// <summary>A transaction that came too late, as it is kept.</summary>
/// <param name="TransactionId">The transaction's id, by which it is kept once.</param>
/// <param name="Letter">The letter.</param>
public readonly record struct LateLetter(string TransactionId, DeadLetter Letter);
