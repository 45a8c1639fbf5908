using PreDelinquency.Engine;
using PreDelinquency.Gateway.Documents;

namespace PreDelinquency.Gateway.Live;

/// <summary>Makes the figures known once a second while somebody listens.</summary>
internal sealed class StatsTicker(LiveFeed feed, IRiskService service, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (feed.Listeners > 0)
                feed.Publish(service.GetStats().ToDocument());
        }
    }
}
