using PreDelinquency.Engine;
using PreDelinquency.Grains.Consumers;
using PreDelinquency.Kafka;

namespace PreDelinquency.Silo.Topics;

/// <summary>Tells the cluster every few seconds how much this silo has left to read, so that gateways can say so.</summary>
internal sealed partial class LagReporting(TransactionConsumer consumer, ConsumerLag lag, TimeProvider time, ILogger<LagReporting> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ConsumerLag.Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // What is read and not durable yet is not taken in either.
                await lag.ReportAsync(consumer.Lag + consumer.Uncommitted, stoppingToken);
            }
            catch (ServiceUnavailableException e)
            {
                LogNotTold(logger, e);
            }
        }
    }

    [LoggerMessage(3120, LogLevel.Debug, "How much is left to read could not be told, and is told again in a few seconds")]
    private static partial void LogNotTold(ILogger logger, Exception exception);
}
