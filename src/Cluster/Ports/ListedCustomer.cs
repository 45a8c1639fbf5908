using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Ports;

/// <summary>A customer as lists and totals show it.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Version">The stored version that this is of.</param>
/// <param name="Summary">Of the latest score.</param>
public readonly record struct ListedCustomer(string CustomerId, long Version, StateSummary Summary);
