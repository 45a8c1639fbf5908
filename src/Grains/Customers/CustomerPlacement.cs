namespace PreDelinquency.Grains.Customers;

/// <summary>Customers live where <see cref="CustomerHomes"/> says, or where whoever calls for the first time wants them.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("predelinquency.customer-placement")]
internal sealed class CustomerPlacement : PlacementStrategy
{
    public static readonly CustomerPlacement Instance = new();
}
