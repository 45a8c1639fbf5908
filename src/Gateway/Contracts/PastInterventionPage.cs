namespace PreDelinquency.Gateway.Contracts;

/// <summary>Interventions of one customer, newest first.</summary>
/// <param name="Items">What was asked for.</param>
/// <param name="NextBefore">Pass it as <c>before</c> to go on; null at the end.</param>
public sealed record PastInterventionPage(IReadOnlyList<InterventionDocument> Items, string? NextBefore);
