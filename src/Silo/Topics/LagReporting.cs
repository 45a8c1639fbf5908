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
                // Who cannot ask any broker says nothing, which in time is an alert as well.
                if (consumer.Left is { } left)
                    await lag.ReportAsync(left, stoppingToken);
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
