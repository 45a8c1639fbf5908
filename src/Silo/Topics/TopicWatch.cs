using PreDelinquency.Cluster;
using PreDelinquency.Engine;
using PreDelinquency.Kafka;

namespace PreDelinquency.Silo.Topics;

/// <summary>
/// Tells once a second whether topics can be read and written. Customers can be called without: a silo that reads nothing now
/// serves gateways, and a new one may take the place of an old one.
/// </summary>
internal sealed class TopicWatch(TransactionConsumer consumer, KafkaWriter writer, KafkaOptions options, ClusterHealth health, TimeProvider time) : BackgroundService
{
    private const string Part = "kafka";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            await writer.LookAgainAsync();
            var problem = consumer.Problem ?? writer.Problem;
            health.Note(new PartHealth(Part, problem is null, problem ?? $"{options.Brokers}, {consumer.Partitions} partitions") { IsEssential = false });
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
