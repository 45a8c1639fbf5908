namespace PreDelinquency.Domain.Transactions;

/// <summary>Why a document was not taken as a transaction.</summary>
/// <param name="TransactionId">The id, where one could be read.</param>
/// <param name="Error">Names the field and the rule.</param>
public sealed record TransactionRejection(string? TransactionId, string Error);
