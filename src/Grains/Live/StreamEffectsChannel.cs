using Orleans.Streams;
using PreDelinquency.Cluster.Live;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Abstractions.Messages;

namespace PreDelinquency.Grains.Live;

/// <summary>Sends to all gateways by the lane of this silo. The provider gives streams only once the silo runs.</summary>
internal sealed class StreamEffectsChannel(IStreamProvider provider, ILocalSiloDetails silo) : IEffectsChannel
{
    private readonly int _lane = (int)((uint)silo.SiloAddress.GetConsistentHashCode() % EffectsLanes.Count);

    public Task SendAsync(CommittedEffects effects, CancellationToken cancellationToken) =>
        EffectsLanes.Of(provider, _lane).OnNextAsync(EffectsMessage.Of(effects)).WaitAsync(cancellationToken);
}
