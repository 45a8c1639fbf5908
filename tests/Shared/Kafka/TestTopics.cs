using Confluent.Kafka;

namespace PreDelinquency.Tests;

/// <summary>Writes and reads topics as the programs around the cluster do.</summary>
internal sealed class TestTopics(string servers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Writes messages in order; each is there when this completes.</summary>
    /// <param name="topic">Where to.</param>
    /// <param name="messages">Keys and values.</param>
    /// <param name="traceParent">W3C's header for each; null for none.</param>
    public async Task WriteAsync(string topic, IEnumerable<(string Key, byte[] Value)> messages, string? traceParent = null)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = servers, EnableIdempotence = true, LingerMs = 1, MessageMaxBytes = 2_000_000, Partitioner = Partitioner.Murmur2Random }).Build();
        await Task.WhenAll(messages.Select(m => producer.ProduceAsync(topic, new Message<string, byte[]>
        {
            Key = m.Key,
            Value = m.Value,
            Headers = traceParent is null ? [] : new Headers { { "traceparent", System.Text.Encoding.ASCII.GetBytes(traceParent) } },
        })));
    }

    /// <summary>Reads a topic from its start until enough has come; the order holds within each key.</summary>
    public List<ConsumeResult<string, byte[]>> Read(string topic, int partitions, int count)
    {
        using var consumer = NewConsumer("reader");
        consumer.Assign(Enumerable.Range(0, partitions).Select(p => new TopicPartitionOffset(topic, p, Offset.Beginning)));
        var read = new List<ConsumeResult<string, byte[]>>();
        while (read.Count < count)
            read.Add(consumer.Consume(Patience) ?? throw new TimeoutException($"{topic} holds {read.Count} messages, not {count}."));
        return read;
    }

    /// <summary>Messages of each partition.</summary>
    public long[] EndsOf(string topic, int partitions)
    {
        using var consumer = NewConsumer("reader");
        return [.. Enumerable.Range(0, partitions).Select(p => consumer.QueryWatermarkOffsets(new TopicPartition(topic, p), Patience).High.Value)];
    }

    /// <summary>Messages of each partition that a group is done with.</summary>
    public long[] CommittedBy(string group, string topic, int partitions)
    {
        using var consumer = NewConsumer(group);
        return [.. consumer.Committed(Enumerable.Range(0, partitions).Select(p => new TopicPartition(topic, p)), Patience).Select(o => Math.Max(0, o.Offset.Value))];
    }

    /// <summary>Waits until a group is done with all that a topic holds.</summary>
    public async Task AllCommittedAsync(string group, string topic, int partitions)
    {
        // One client for all looks, and a thread for each: the calls block, and the pool's threads are those that everything here runs on.
        using var member = NewConsumer(group);
        List<TopicPartition> all = [.. Enumerable.Range(0, partitions).Select(p => new TopicPartition(topic, p))];
        await Eventually.HoldsAsync(() => Task.Factory.StartNew(
            () => member.Committed(all, Patience).All(o => Math.Max(0, o.Offset.Value) == member.QueryWatermarkOffsets(o.TopicPartition, Patience).High.Value),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }

    private IConsumer<string, byte[]> NewConsumer(string group) =>
        new ConsumerBuilder<string, byte[]>(new ConsumerConfig { BootstrapServers = servers, GroupId = group, EnableAutoCommit = false, FetchWaitMaxMs = 20 }).Build();
}
