using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Engine;
using PreDelinquency.Kafka;

namespace PreDelinquency.Silo.Topics;

/// <summary>Reads transactions for as long as the silo runs; ends before the silo leaves the cluster.</summary>
internal sealed class TransactionReading(TransactionConsumer consumer, ClusterClock clock, PortfolioView portfolio) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before that a stream on its own time would be refused for being ahead.
        if (clock.Kind == ClockKind.Event)
            await portfolio.Begun.WaitAsync(stoppingToken);
        await consumer.RunAsync(stoppingToken);
    }
}
