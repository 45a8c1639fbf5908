using Confluent.Kafka;

namespace PreDelinquency.Kafka;

/// <summary>The client library's settings, the same wherever a client is made.</summary>
internal static class ClientSettings
{
    public static ConsumerConfig Consumer(KafkaOptions options) => With(options, new ConsumerConfig
    {
        BootstrapServers = options.Brokers,
        GroupId = options.GroupId,
        ClientId = "predelinquency",

        // What nobody has read yet is read from the start; offsets are committed by hand, behind what is durable.
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoCommit = false,
        EnableAutoOffsetStore = false,

        // A silo that joins takes over some partitions; the others go on meanwhile.
        PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
    });

    public static ProducerConfig Producer(KafkaOptions options) => With(options, new ProducerConfig
    {
        BootstrapServers = options.Brokers,
        ClientId = "predelinquency",

        // In order, and once for as long as this producer lives; the stable ids in the messages cover the rest.
        EnableIdempotence = true,
        Acks = Acks.All,
        LingerMs = 5,
        CompressionType = CompressionType.Lz4,
    });

    public static AdminClientConfig Admin(KafkaOptions options) => With(options, new AdminClientConfig { BootstrapServers = options.Brokers, ClientId = "predelinquency" });

    private static T With<T>(KafkaOptions options, T config)
        where T : ClientConfig
    {
        foreach (var (name, value) in options.Settings)
        {
            // The newer group protocol knows no assignment strategies of the client's.
            if (name == "group.protocol" && value == "consumer" && config is ConsumerConfig consumer)
                consumer.PartitionAssignmentStrategy = null;
            config.Set(name, value);
        }

        return config;
    }
}
