using Microsoft.Extensions.Hosting;
using PreDelinquency.Cluster.Portfolio;

namespace PreDelinquency.Grains.Portfolio;

/// <summary>Tells the roll-ups of changed customers for as long as the silo runs, and once more at its end.</summary>
internal sealed class PortfolioReporting(PortfolioReporter reporter, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await reporter.FlushAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Too late: the roll-ups find it in the store.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            reporter.Tell(stoppingToken);
    }
}
