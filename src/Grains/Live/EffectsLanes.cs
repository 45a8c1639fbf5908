using Orleans.Streams;
using PreDelinquency.Grains.Abstractions.Messages;

namespace PreDelinquency.Grains.Live;

/// <summary>The streams from silos to gateways: a few, so that they spread over the silos; each silo sends by one of them.</summary>
public static class EffectsLanes
{
    /// <summary>Name of the stream provider, the same in silos and gateways.</summary>
    public const string Provider = "effects";

    /// <summary>Number of streams.</summary>
    public const int Count = 8;

    private const string Namespace = "effects";

    internal static IEnumerable<IAsyncStream<EffectsMessage>> All(IStreamProvider provider) => Enumerable.Range(0, Count).Select(lane => Of(provider, lane));

    internal static IAsyncStream<EffectsMessage> Of(IStreamProvider provider, int lane) => provider.GetStream<EffectsMessage>(StreamId.Create(Namespace, lane));
}
