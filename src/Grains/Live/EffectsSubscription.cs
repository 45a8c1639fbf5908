using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Streams;
using PreDelinquency.Cluster.Live;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Grains.Abstractions.Messages;

namespace PreDelinquency.Grains.Live;

/// <summary>Subscribes a gateway to all lanes, for as long as it runs.</summary>
internal sealed partial class EffectsSubscription(IStreamProvider provider, EffectsInbox inbox, TimeProvider time, ILogger<EffectsSubscription> logger) : BackgroundService
{
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(2);
    private readonly List<StreamSubscriptionHandle<EffectsMessage>> _handles = [];

    /// <summary>Lanes that are heard.</summary>
    public int Lanes => Volatile.Read(ref _lanes);

    private int _lanes;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Task.WhenAll(_handles.Select(handle => handle.UnsubscribeAsync())).WaitAsync(FarewellPatience, time, cancellationToken);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException or StoreException or OperationCanceledException)
        {
            // The streams find out by themselves that nobody is here any more.
            LogNotEnded(logger, e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var lane in EffectsLanes.All(provider))
        {
            while (await TrySubscribeAsync(lane) is not { } handle || !Keep(handle))
                await Task.Delay(RetryPeriod, time, stoppingToken);
        }
    }

    private bool Keep(StreamSubscriptionHandle<EffectsMessage> handle)
    {
        _handles.Add(handle);
        Interlocked.Increment(ref _lanes);
        return true;
    }

    private async Task<StreamSubscriptionHandle<EffectsMessage>?> TrySubscribeAsync(IAsyncStream<EffectsMessage> lane)
    {
        try
        {
            return await lane.SubscribeAsync(async (message, _) => await TakeAsync(message));
        }
        catch (Exception e) when (e is OrleansException or TimeoutException or StoreException)
        {
            LogNotSubscribed(logger, e);
            return null;
        }
    }

    private async Task TakeAsync(EffectsMessage message)
    {
        try
        {
            await inbox.TakeAsync(message.ToEffects(), CancellationToken.None);
        }
        catch (StoreException e)
        {
            LogNotTaken(logger, e);
        }
    }

    [LoggerMessage(3107, LogLevel.Warning, "This gateway cannot hear the news of the silos by a stream yet; it finds interventions in the store meanwhile.")]
    private static partial void LogNotSubscribed(ILogger logger, Exception e);

    [LoggerMessage(3108, LogLevel.Information, "The subscription of this gateway could not be ended.")]
    private static partial void LogNotEnded(ILogger logger, Exception e);

    [LoggerMessage(3109, LogLevel.Warning, "The store could not be read for interventions that were announced; they are read again.")]
    private static partial void LogNotTaken(ILogger logger, Exception e);
}
