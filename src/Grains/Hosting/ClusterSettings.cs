using PreDelinquency.Engine;

namespace PreDelinquency.Grains.Hosting;

/// <summary>What silos and gateways of one cluster agree upon. Immutable.</summary>
public sealed record ClusterSettings
{
    /// <summary>What the present is.</summary>
    public ClockKind Clock { get; init; } = ClockKind.Wall;

    /// <summary>Age past which an effect is history and not news; default three days.</summary>
    public TimeSpan NewsLifetime { get; init; } = TimeSpan.FromDays(3);

    /// <summary>A customer that nobody asked for so long leaves memory; at least a minute, default 15 minutes.</summary>
    public TimeSpan CollectionAge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a call is made again, where what went wrong may pass, before the caller is told; default 25 s: longer than a silo that died stays unnoticed.</summary>
    public TimeSpan CallPatience { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How long the answer to one call may take; default 10 s. Of calls that change a customer it is <see cref="Abstractions.ICustomerGrain.LongestWork"/>.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long transactions of a customer that fails for a reason of its own are asked for again before they become dead letters; default a minute.</summary>
    public TimeSpan CustomerPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a silo looks for news to pass on to gateways; default 10 ms.</summary>
    public TimeSpan EffectsPeriod { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Most transactions on their way through one process; more wait. Default 65,536.</summary>
    public int IngestCapacity { get; init; } = 65_536;
}
