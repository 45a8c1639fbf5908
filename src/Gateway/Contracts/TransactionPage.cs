namespace PreDelinquency.Gateway.Contracts;

/// <summary>Transactions, newest first.</summary>
/// <param name="Items">What was asked for.</param>
/// <param name="NextBefore">Pass it as <c>before</c> to go on; null at the end.</param>
public sealed record TransactionPage(IReadOnlyList<TransactionDocument> Items, string? NextBefore);
