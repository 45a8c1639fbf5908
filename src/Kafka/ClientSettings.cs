using Confluent.Kafka;

namespace PreDelinquency.Kafka;

/// <summary>The client library's settings, the same wherever a client is made.</summary>
internal static class ClientSettings
{
    private const string ClientId = "predelinquency";

    /// <summary>What the client reads ahead of the lanes, in kilobytes; they hold what waits.</summary>
    private const int ReadAheadKilobytes = 4096;

    /// <summary>Longer than what brokers take unless told otherwise (1,048,588 bytes), so that what came from them can go back.</summary>
    private const int LargestMessage = 10 * 1024 * 1024;

    /// <summary>Settings on which it depends that nothing is lost or done twice, or that have an option of their own.</summary>
    public static readonly IReadOnlySet<string> Reserved = new HashSet<string>(StringComparer.Ordinal)
    {
        "bootstrap.servers", "metadata.broker.list", "group.id", "auto.offset.reset", "enable.auto.commit", "auto.commit.interval.ms",
        "enable.auto.offset.store", "enable.idempotence", "acks", "request.required.acks", "message.timeout.ms", "delivery.timeout.ms",
        "transactional.id",
    };

    public static ConsumerConfig Consumer(KafkaOptions options) => With(options, new ConsumerConfig
    {
        BootstrapServers = options.Brokers,
        GroupId = options.GroupId,
        ClientId = ClientId,

        // What nobody has read yet is read from the start. Only what is stored by hand, behind what is durable, is committed.
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoCommit = true,
        AutoCommitIntervalMs = (int)options.CommitInterval.TotalMilliseconds,
        EnableAutoOffsetStore = false,

        // A silo that joins takes over some partitions; the others go on meanwhile.
        PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,

        // One that was killed is missed after this long, and its partitions go to others.
        SessionTimeoutMs = 10_000,
        HeartbeatIntervalMs = 3_000,

        // What lies here comes on top of what waits in the lanes.
        QueuedMinMessages = options.MaxWaiting,
        QueuedMaxMessagesKbytes = ReadAheadKilobytes,

        // How long a partition whose read-ahead was full is left alone; it holds less than the default of a second may take.
        FetchQueueBackoffMs = 50,
    });

    public static ProducerConfig Producer(KafkaOptions options) => With(options, new ProducerConfig
    {
        BootstrapServers = options.Brokers,
        ClientId = ClientId,

        // In order, and once for as long as this producer lives; the stable ids in the messages cover the rest. A message that
        // were given up while those behind it go would break the order, so none ever is.
        EnableIdempotence = true,
        Acks = Acks.All,
        MessageTimeoutMs = 0,

        // What goes out together is handed over together; more waiting would come on top of every round of one per customer.
        LingerMs = 1,
        MessageMaxBytes = LargestMessage,
        CompressionType = CompressionType.Lz4,

        // As Java's clients do it: a customer is in the same partition whoever wrote.
        Partitioner = Partitioner.Murmur2Random,
    });

    public static AdminClientConfig Admin(KafkaOptions options) => With(options, new AdminClientConfig { BootstrapServers = options.Brokers, ClientId = ClientId });

    /// <summary>Makes a client.</summary>
    /// <exception cref="ArgumentException">A setting that is not known, or a value that is not possible.</exception>
    public static T Build<TSource, T>(TSource source, Func<TSource, T> build)
    {
        try
        {
            return build(source);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new ArgumentException($"{nameof(KafkaOptions.Settings)}: {e.Message}", nameof(source), e);
        }
    }

    private static T With<T>(KafkaOptions options, T config)
        where T : ClientConfig
    {
        foreach (var (name, value) in options.Settings)
        {
            // With the newer group protocol assignment and timeouts are the brokers' to set.
            if (name == "group.protocol" && value.Equals("consumer", StringComparison.OrdinalIgnoreCase) && config is ConsumerConfig consumer)
            {
                consumer.PartitionAssignmentStrategy = null;
                consumer.SessionTimeoutMs = null;
                consumer.HeartbeatIntervalMs = null;
            }

            config.Set(name, value);
        }

        return config;
    }
}
