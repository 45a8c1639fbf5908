using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Engine;

/// <summary>An intervention with its place in the order of all interventions of the store.</summary>
/// <param name="Sequence">1, 2, 3 … without gaps, in commit order.</param>
/// <param name="Intervention">The intervention.</param>
/// <param name="Status">Whether to act upon it.</param>
public sealed record SequencedIntervention(long Sequence, Intervention Intervention, InterventionStatus Status = InterventionStatus.Proposed);
