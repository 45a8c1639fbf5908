namespace PreDelinquency.Gateway.Contracts;

/// <summary>The latest transactions that a gateway took in, told several times a second.</summary>
/// <param name="Accepted">How many it has taken in since it began; what it grew by since the message before was accepted in between.</param>
/// <param name="Items">The latest of these, newest first, at most 20; the others are only counted.</param>
public sealed record TransactionSampleDocument(long Accepted, IReadOnlyList<TransactionDocument> Items);
