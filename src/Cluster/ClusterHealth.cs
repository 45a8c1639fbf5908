using System.Collections.Concurrent;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster;

/// <summary>What works and what does not, as those who use it last found. Any thread.</summary>
public sealed class ClusterHealth
{
    private readonly ConcurrentDictionary<string, PartHealth> _parts = new(StringComparer.Ordinal);

    /// <summary>By name.</summary>
    public IReadOnlyList<PartHealth> Parts => [.. _parts.Values.OrderBy(part => part.Part, StringComparer.Ordinal)];

    /// <summary>A part was found working, or not.</summary>
    public void Note(PartHealth part)
    {
        ArgumentNullException.ThrowIfNull(part);
        _parts[part.Part] = part;
    }
}
