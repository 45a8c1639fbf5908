using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine;

/// <summary>What one of many customers asked for got.</summary>
/// <param name="Assessment">The score, explained; null where the customer is unknown or unavailable.</param>
/// <param name="Unavailable">Why the customer cannot be scored now, in words; null where it was, or is unknown.</param>
public readonly record struct AssessmentAnswer(RiskAssessment? Assessment, string? Unavailable);
