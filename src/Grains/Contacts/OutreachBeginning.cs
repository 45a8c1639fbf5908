using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PreDelinquency.Grains.Abstractions;

namespace PreDelinquency.Grains.Contacts;

/// <summary>Sees to it, for as long as a silo lives, that contacts are seen to: a call brings back the grain of a silo that died.</summary>
internal sealed partial class OutreachBeginning(IGrainFactory grains, TimeProvider time, ILogger<OutreachBeginning> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await grains.GetGrain<IOutreachGrain>(0).BeginAsync().WaitAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotBegun(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(3116, LogLevel.Warning, "Contacts cannot be seen to; it is tried again.")]
    private static partial void LogNotBegun(ILogger logger, Exception e);
}
