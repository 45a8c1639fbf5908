using PreDelinquency.Domain;

namespace PreDelinquency.Cluster;

/// <summary>Customers are spread over a fixed number of shards by a stable hash: what is kept or done for many of them at once is kept or done per shard.</summary>
public static class Shards
{
    /// <summary>Number of shards: as many silos can share the work.</summary>
    public const int Count = 256;

    /// <summary>The shard of a customer, 0 to 255; part of the stored format, so it never changes.</summary>
    public static int Of(string customerId) => (int)(StableHash.Of(customerId) >> 56);
}
