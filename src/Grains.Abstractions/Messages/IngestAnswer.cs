using PreDelinquency.Engine;

namespace PreDelinquency.Grains.Abstractions.Messages;

/// <summary>What became of a <see cref="TransactionBatch"/>.</summary>
/// <param name="Outcomes">One per transaction, in order.</param>
[GenerateSerializer, Immutable, Alias("predelinquency.ingest-answer")]
public sealed record IngestAnswer([property: Id(0)] IngestOutcome[] Outcomes);
