using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace PreDelinquency.Kafka;

/// <summary>Creates the topics that are missing.</summary>
public static class TopicCreation
{
    /// <param name="options">The brokers.</param>
    /// <param name="partitions">Partitions of each topic; as many silos can read at the same time.</param>
    /// <param name="replication">Copies of each message.</param>
    /// <returns>The topics that were created; those that exist stay as they are.</returns>
    /// <exception cref="KafkaException">The brokers cannot be reached, or refuse.</exception>
    public static async Task<IReadOnlyList<string>> EnsureAsync(KafkaOptions options, int partitions, short replication)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(replication, (short)1);
        options.Validate();
        using var admin = new AdminClientBuilder(ClientSettings.Admin(options)).Build();
        try
        {
            await admin.CreateTopicsAsync(Topics.All.Select(topic => new TopicSpecification { Name = topic, NumPartitions = partitions, ReplicationFactor = replication }));
            return Topics.All;
        }
        catch (CreateTopicsException e) when (e.Results.All(r => r.Error.Code is ErrorCode.NoError or ErrorCode.TopicAlreadyExists))
        {
            return [.. e.Results.Where(r => r.Error.Code == ErrorCode.NoError).Select(r => r.Topic)];
        }
    }
}
