using PreDelinquency.Kafka;

namespace PreDelinquency.Silo.Topics;

/// <summary>Reads transactions for as long as the silo runs; ends before the silo leaves the cluster.</summary>
internal sealed class TransactionReading(TransactionConsumer consumer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => consumer.RunAsync(stoppingToken);
}
