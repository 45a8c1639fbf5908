using PreDelinquency.Domain.Interventions;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Ports;

/// <summary>An intervention before it has its sequence.</summary>
/// <param name="Number">The customer's own running number of it.</param>
/// <param name="Intervention">The intervention.</param>
/// <param name="Status">Whether to act upon it.</param>
public readonly record struct NumberedIntervention(int Number, Intervention Intervention, InterventionStatus Status);
