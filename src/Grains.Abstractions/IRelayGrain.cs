using Orleans.CodeGeneration;

namespace PreDelinquency.Grains.Abstractions;

/// <summary>Passes on to one topic what the store holds for it; the key is the topic. There is one in the cluster, so that the order holds.</summary>
[Alias("predelinquency.relay"), Version(1)]
public interface IRelayGrain : IGrainWithStringKey
{
    /// <summary>Sees to it that the topic is served from now on, whatever becomes of the silo that the grain lives in.</summary>
    [Alias("begin")]
    Task BeginAsync();
}
