namespace PreDelinquency.Gateway.Contracts;

/// <summary>One document that was not taken.</summary>
/// <param name="Line">Line of the NDJSON body, or place in the array, from 1.</param>
/// <param name="TransactionId">Its id, where one could be read.</param>
/// <param name="Error">Names the field and the rule.</param>
public sealed record RejectedTransaction(long Line, string? TransactionId, string Error);
