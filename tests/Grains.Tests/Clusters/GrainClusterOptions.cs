using PreDelinquency.Domain.Risk;
using PreDelinquency.Grains.Hosting;

namespace PreDelinquency.Grains.Tests.Clusters;

/// <summary>How a cluster of a test runs.</summary>
internal sealed record GrainClusterOptions
{
    /// <summary>A migrated database.</summary>
    public required string Database { get; init; }

    public required ModelBundle Model { get; init; }

    public ClusterSettings Settings { get; init; } = new();

    /// <summary>Adds to every silo.</summary>
    public Action<ISiloBuilder> Configure { get; init; } = static _ => { };

    public int Silos { get; init; } = 2;

    public string ClusterId { get; init; } = $"test-{Guid.NewGuid():N}";
}
