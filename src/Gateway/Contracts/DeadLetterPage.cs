namespace PreDelinquency.Gateway.Contracts;

/// <summary>Dead letters in the order of their sequence.</summary>
/// <param name="Items">What was asked for.</param>
/// <param name="NextSequence">Pass it as <c>after_sequence</c> to go on: the last item's sequence, or the one asked for where there is nothing newer.</param>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetterDocument> Items, long NextSequence);
