using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Live;

/// <summary>Carries news from hosts to gateways. It may lose, repeat and reorder; <see cref="EffectsInbox"/> makes that good.</summary>
public interface IEffectsChannel
{
    /// <summary>Sends to all gateways.</summary>
    Task SendAsync(CommittedEffects effects, CancellationToken cancellationToken);
}
