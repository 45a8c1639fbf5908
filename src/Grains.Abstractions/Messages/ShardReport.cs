using PreDelinquency.Cluster.Ports;

namespace PreDelinquency.Grains.Abstractions.Messages;

/// <summary>How customers of one shard are stored now.</summary>
/// <param name="Customers">Each once.</param>
[GenerateSerializer, Immutable, Alias("predelinquency.shard-report")]
public sealed record ShardReport([property: Id(0)] ListedCustomer[] Customers);
