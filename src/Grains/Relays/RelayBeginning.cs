using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PreDelinquency.Grains.Abstractions;

namespace PreDelinquency.Grains.Relays;

/// <summary>Sees to it, for as long as a silo lives, that the topics are served that it can serve: a call brings back the grain of a silo that died.</summary>
internal sealed partial class RelayBeginning(IEnumerable<IRelay> relays, IGrainFactory grains, TimeProvider time, ILogger<RelayBeginning> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(relays.Select(relay => BeginAsync(relay.Topic, stoppingToken)));

    private async Task BeginAsync(string topic, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await grains.GetGrain<IRelayGrain>(topic).BeginAsync().WaitAsync(stop);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                LogNotBegun(logger, topic, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    [LoggerMessage(3114, LogLevel.Warning, "Topic {Topic} cannot be seen to; it is tried again.")]
    private static partial void LogNotBegun(ILogger logger, string topic, Exception e);
}
