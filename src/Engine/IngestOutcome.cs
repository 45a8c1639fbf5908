using PreDelinquency.Domain;

namespace PreDelinquency.Engine;

/// <summary>What became of one transaction of a batch.</summary>
/// <param name="Applied">Accepted, known already, or too late (then it is kept as a dead letter).</param>
/// <param name="Error">For <see cref="Applied.TooLate"/>, the rule that it broke and the moment that it was compared with.</param>
public readonly record struct IngestOutcome(Applied Applied, string? Error);
