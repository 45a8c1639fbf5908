using Orleans.CodeGeneration;

namespace PreDelinquency.Grains.Abstractions;

/// <summary>Decides about proposals, hands contacts over, and notes what became of payments. There is one in the cluster, of key 0.</summary>
[Alias("predelinquency.outreach"), Version(1)]
public interface IOutreachGrain : IGrainWithIntegerKey
{
    /// <summary>Sees to it that it is done from now on.</summary>
    [Alias("begin")]
    Task BeginAsync();
}
