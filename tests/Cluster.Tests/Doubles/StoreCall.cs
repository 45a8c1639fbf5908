namespace PreDelinquency.Cluster.Tests.Doubles;

/// <summary>What is asked of a store.</summary>
/// <param name="Kind">Which member.</param>
/// <param name="CustomerId">Of whom; empty where it is about nobody.</param>
internal readonly record struct StoreCall(StoreCallKind Kind, string CustomerId = "");
