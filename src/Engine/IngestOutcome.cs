using PreDelinquency.Domain;

namespace PreDelinquency.Engine;

/// <summary>What became of one transaction of a batch.</summary>
/// <param name="Applied">Accepted, known already, or too late (then, or where the customer is refused for a damaged log, it is kept as a dead letter).</param>
/// <param name="Error">For <see cref="Applied.TooLate"/>, the rule that it broke and the moment that it was compared with, or why the customer is refused.</param>
public readonly record struct IngestOutcome(Applied Applied, string? Error);
