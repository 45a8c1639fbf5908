using Orleans.CodeGeneration;
using PreDelinquency.Cluster;

namespace PreDelinquency.Grains.Abstractions;

/// <summary>Lets the customers of one shard hear that time passed; the key is the shard, 0 to <see cref="Shards.Count"/> - 1.</summary>
[Alias("predelinquency.tick"), Version(1)]
public interface ITickGrain : IGrainWithIntegerKey
{
    /// <summary>Sees to it that the shard ticks by itself from now on, whatever becomes of the silo that it lives in; the first time soon.</summary>
    [Alias("begin")]
    Task BeginAsync();

    /// <summary>The present has come to a moment; the customers hear it soon.</summary>
    [Alias("tick")]
    Task TickAsync(DateTimeOffset now);
}
