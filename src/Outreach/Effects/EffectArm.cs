using PreDelinquency.Monitoring;

namespace PreDelinquency.Outreach.Effects;

/// <summary>Those who were assigned to be contacted, or those who were held out.</summary>
/// <param name="Proposals">Proposals whose outcome is known.</param>
/// <param name="Customers">Of so many customers.</param>
/// <param name="OnTime">Share after which no payment was missed, 0 to 1; null where there are none.</param>
/// <param name="Low">Lower end of its interval; null where there are none.</param>
/// <param name="High">Upper end of its interval; null where there are none.</param>
public sealed record EffectArm(int Proposals, int Customers, double? OnTime, double? Low, double? High)
{
    /// <summary>As many as are independent of each other; null where there are none.</summary>
    internal Share? Independent { get; private init; }

    internal static EffectArm Of(IReadOnlyCollection<EffectUnit> units, double z)
    {
        if (units.Count == 0)
            return new EffectArm(0, 0, null, null, null);
        var customers = units.GroupBy(unit => unit.CustomerId, StringComparer.Ordinal).Select(own => (own.Count(unit => unit.PaidOnTime), own.Count())).ToList();
        var share = Share.OfCustomers(customers);
        var (low, high) = share.Interval(z);
        return new EffectArm(units.Count, customers.Count, share.Value, low, high) { Independent = share };
    }
}
