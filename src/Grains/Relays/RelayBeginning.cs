using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Calls;

namespace PreDelinquency.Grains.Relays;

/// <summary>Sees to it, once a silo has begun, that the topics are served that it can serve.</summary>
internal sealed partial class RelayBeginning(IEnumerable<IRelay> relays, IGrainFactory grains, RepeatedCalls calls, ILogger<RelayBeginning> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(relays.Select(relay => BeginAsync(relay.Topic, stoppingToken)));

    private async Task BeginAsync(string topic, CancellationToken stop)
    {
        for (var hasBegun = false; !hasBegun;)
        {
            try
            {
                await calls.MakeAsync(() => grains.GetGrain<IRelayGrain>(topic).BeginAsync(), stop);
                hasBegun = true;
            }
            catch (ServiceUnavailableException e)
            {
                LogNotBegun(logger, topic, e);
            }
        }
    }

    [LoggerMessage(3114, LogLevel.Warning, "Topic {Topic} is not served yet; it is tried again.")]
    private static partial void LogNotBegun(ILogger logger, string topic, Exception e);
}
