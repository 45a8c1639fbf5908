using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Ports;

/// <summary>One contact taken of a day's budget.</summary>
/// <param name="Day">By the policy's default zone.</param>
/// <param name="Channel">Of which channel.</param>
/// <param name="Limit">What the policy allows that day.</param>
public readonly record struct BudgetTake(DateOnly Day, ContactChannel Channel, int Limit);
