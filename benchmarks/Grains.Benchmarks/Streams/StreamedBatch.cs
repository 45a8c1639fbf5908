using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Grains.Benchmarks.Streams;

/// <summary>A customer's part of a batch in its stream.</summary>
/// <param name="Number">Names it among all.</param>
/// <param name="Transactions">In the order in which they are to be applied.</param>
[GenerateSerializer, Immutable, Alias("predelinquency.benchmark.streamed-batch")]
internal sealed record StreamedBatch([property: Id(0)] long Number, [property: Id(1)] Transaction[] Transactions);
