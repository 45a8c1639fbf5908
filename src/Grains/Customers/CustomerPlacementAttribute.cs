using Orleans.Placement;

namespace PreDelinquency.Grains.Customers;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class CustomerPlacementAttribute() : PlacementAttribute(CustomerPlacement.Instance);
