using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Calls;

namespace PreDelinquency.Grains.Time;

/// <summary>Sees to it, once a silo has begun, that every shard ticks, and does so now.</summary>
internal sealed partial class TickBeginning(IGrainFactory grains, TimeProvider time, ILogger<TickBeginning> logger) : BackgroundService
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly FailureCount _failures = new(time);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, Shards.Count),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
        async (shard, stop) =>
        {
            for (var hasBegun = false; !hasBegun;)
            {
                try
                {
                    await grains.GetGrain<ITickGrain>(shard).BeginAsync().WaitAsync(stop);
                    hasBegun = true;
                }
                catch (Exception e) when (!stop.IsCancellationRequested)
                {
                    if (_failures.IsToBeTold(out var count))
                        LogNotBegun(logger, count, shard, e);
                    await Task.Delay(Pause, time, stop);
                }
            }
        });

    [LoggerMessage(3105, LogLevel.Warning, "It failed {Count} times to let a shard tick, at last shard {Shard}; it is tried again.")]
    private static partial void LogNotBegun(ILogger logger, int count, int shard, Exception e);
}
