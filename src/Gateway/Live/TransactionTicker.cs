namespace PreDelinquency.Gateway.Live;

/// <summary>Makes the latest transactions known four times a second while somebody watches.</summary>
internal sealed class TransactionTicker(LiveFeed feed, LiveTransactions transactions, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (feed.Watchers > 0 && transactions.Take() is { } sample)
                feed.Publish(sample);
        }
    }
}
