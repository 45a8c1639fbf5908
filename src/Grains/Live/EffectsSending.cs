using Microsoft.Extensions.Hosting;
using PreDelinquency.Cluster.Live;

namespace PreDelinquency.Grains.Live;

/// <summary>Sends news for as long as the silo runs.</summary>
internal sealed class EffectsSending(EffectsSender sender) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => sender.RunAsync(stoppingToken);
}
