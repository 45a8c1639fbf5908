using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Grains.Relays;

/// <summary>Passes on to one topic outside of the cluster what the store holds for it. The cluster sees to it that one at a time does.</summary>
public interface IRelay
{
    /// <summary>The topic's name, 1 to 64 characters.</summary>
    string Topic { get; }

    /// <summary>Most that one call passes on.</summary>
    int Page { get; }

    /// <summary>Passes on what was not yet.</summary>
    /// <returns>How many; fewer than <see cref="Page"/> where nothing was left.</returns>
    /// <exception cref="StoreException">The store does not work.</exception>
    /// <exception cref="ServiceUnavailableException">The topic cannot be reached.</exception>
    Task<int> PassOnAsync(CancellationToken cancellationToken);
}
