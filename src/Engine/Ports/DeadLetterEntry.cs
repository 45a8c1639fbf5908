namespace PreDelinquency.Engine.Ports;

/// <summary>A dead letter as the store keeps it.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="CustomerNo">The customer of the transaction; 0 where the document could not be read as one.</param>
/// <param name="TransactionId">The transaction's id; null where the document could not be read as one.</param>
public readonly record struct DeadLetterEntry(DeadLetter Letter, int CustomerNo = 0, string? TransactionId = null);
