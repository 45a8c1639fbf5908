using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Engine.Ports;

/// <summary>An intervention before it has its sequence.</summary>
/// <param name="CustomerNo">The customer.</param>
/// <param name="Number">The customer's own running number of it.</param>
/// <param name="Intervention">The intervention.</param>
/// <param name="Status">Whether to act upon it.</param>
public readonly record struct InterventionEntry(int CustomerNo, int Number, Intervention Intervention, InterventionStatus Status);
