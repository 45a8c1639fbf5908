using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Calls;

namespace PreDelinquency.Grains.Time;

/// <summary>Where the stream's own time is the present, tells the shards whenever it has come to a new hour.</summary>
internal sealed partial class EventTimeTicks(IGrainFactory grains, RepeatedCalls calls, ClusterClock clock, TimeProvider time, ILogger<EventTimeTicks> logger) : BackgroundService
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookPeriod, time);
        for (var told = 0L; await timer.WaitForNextTickAsync(stoppingToken);)
        {
            if (!clock.HasBegun)
                continue;
            var present = clock.Present;
            var hour = present.ToUnixTimeSeconds() / 3600;
            if (hour == told)
                continue;
            try
            {
                await Task.WhenAll(Enumerable.Range(0, Shards.Count).Select(shard =>
                    calls.MakeAsync(() => grains.GetGrain<ITickGrain>(shard).TickAsync(present), stoppingToken).AsTask()));
                told = hour;
            }
            catch (ServiceUnavailableException e)
            {
                LogNotTold(logger, e);
            }
        }
    }

    [LoggerMessage(3106, LogLevel.Warning, "Some shards could not be told the time; they are told again.")]
    private static partial void LogNotTold(ILogger logger, Exception e);
}
