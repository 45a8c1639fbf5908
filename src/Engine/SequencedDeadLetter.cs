namespace PreDelinquency.Engine;

/// <summary>A dead letter with its place in the order of all dead letters of the store.</summary>
/// <param name="Sequence">1, 2, 3 … without gaps, in commit order.</param>
/// <param name="Letter">The letter.</param>
public sealed record SequencedDeadLetter(long Sequence, DeadLetter Letter);
