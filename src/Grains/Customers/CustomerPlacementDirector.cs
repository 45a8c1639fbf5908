using Orleans.Runtime.Placement;

namespace PreDelinquency.Grains.Customers;

/// <summary>Chooses the silo of a customer that is called while it lives nowhere.</summary>
internal sealed class CustomerPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        var customerId = target.GrainIdentity.Key.ToString()!;
        return Task.FromResult(IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) ?? CustomerHomes.Among(silos, customerId));
    }
}
