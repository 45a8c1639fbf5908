using Confluent.Kafka;

namespace PreDelinquency.Kafka;

/// <summary>Messages of one partition, in order.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Messages">The messages; at least one.</param>
internal readonly record struct MessageBatch(TopicPartition Partition, IReadOnlyList<ConsumeResult<byte[]?, byte[]?>> Messages);
