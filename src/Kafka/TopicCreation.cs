using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace PreDelinquency.Kafka;

/// <summary>Creates the topics that are missing.</summary>
public static class TopicCreation
{
    /// <param name="options">The brokers.</param>
    /// <param name="partitions">Partitions of each topic; as many silos can read at the same time.</param>
    /// <param name="replication">Copies of each message.</param>
    /// <param name="logger">For what the client library says of itself.</param>
    /// <param name="patience">How long brokers are waited for.</param>
    /// <returns>The topics that were created; those that exist stay as they are.</returns>
    /// <exception cref="KafkaException">The brokers cannot be reached in time, or refuse.</exception>
    public static async Task<IReadOnlyList<string>> EnsureAsync(KafkaOptions options, int partitions, short replication, ILogger logger, TimeSpan patience)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(replication, (short)1);
        options.Validate();
        using var admin = ClientSettings.Build(options, sound => new AdminClientBuilder(ClientSettings.Admin(sound)).SetLogHandler((_, message) => ClientLog.Write(logger, message)).Build());
        try
        {
            await admin.CreateTopicsAsync(Topics.All.Select(topic => Specify(topic, partitions, replication)), new CreateTopicsOptions { RequestTimeout = patience });
            return Topics.All;
        }
        catch (CreateTopicsException e) when (e.Results.All(r => r.Error.Code is ErrorCode.NoError or ErrorCode.TopicAlreadyExists))
        {
            return [.. e.Results.Where(r => r.Error.Code == ErrorCode.NoError).Select(r => r.Topic)];
        }
        catch (KafkaException e) when (e is not CreateTopicsException)
        {
            throw new KafkaException(new Error(e.Error.Code, $"{options.Brokers}: topics cannot be created, brokers are waited for {patience.TotalSeconds:0} s: {e.Error.Reason}"), e);
        }
    }

    /// <summary>A message counts as written once all copies but one have it: one broker may be missing, and none that was told so is lost with another.</summary>
    internal static TopicSpecification Specify(string topic, int partitions, short replication) => new()
    {
        Name = topic,
        NumPartitions = partitions,
        ReplicationFactor = replication,
        Configs = new Dictionary<string, string> { ["min.insync.replicas"] = Math.Max(1, replication - 1).ToString(CultureInfo.InvariantCulture) },
    };
}
