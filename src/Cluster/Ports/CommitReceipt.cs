using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Ports;

/// <summary>What a commit led to.</summary>
/// <param name="Version">The version that is stored now.</param>
/// <param name="Interventions">Those of the commit, each with its sequence.</param>
public sealed record CommitReceipt(long Version, IReadOnlyList<SequencedIntervention> Interventions);
