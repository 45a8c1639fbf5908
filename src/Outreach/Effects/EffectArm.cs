using PreDelinquency.Monitoring;

namespace PreDelinquency.Outreach.Effects;

/// <summary>Those who were assigned to be contacted, or those who were held out.</summary>
/// <param name="Proposals">Proposals whose outcome is known.</param>
/// <param name="Customers">Of so many customers.</param>
/// <param name="OnTime">Share after which no payment was missed, 0 to 1, of the held out at the contacted's mix of strata; null where there are none.</param>
/// <param name="Low">Lower end of its interval; null where there are none.</param>
/// <param name="High">Upper end of its interval; null where there are none.</param>
public sealed record EffectArm(int Proposals, int Customers, double? OnTime, double? Low, double? High)
{
    /// <summary>As many as are independent of each other; null where there are none.</summary>
    internal Share? Independent { get; private init; }

    /// <param name="units">Of the arm, with outcomes.</param>
    /// <param name="weight">By which each counts.</param>
    /// <param name="z">Quantile of the interval.</param>
    internal static EffectArm Of(IReadOnlyCollection<EffectUnit> units, Func<EffectUnit, double> weight, double z)
    {
        if (units.Count == 0)
            return new EffectArm(0, 0, null, null, null);
        var customers = units.Select(unit => (Unit: unit, Weight: weight(unit))).GroupBy(one => one.Unit.CustomerId, StringComparer.Ordinal)
            .Select(own => (own.Where(one => one.Unit.PaidOnTime == true).Sum(one => one.Weight), own.Sum(one => one.Weight), own.Sum(one => one.Weight * one.Weight))).ToList();
        var share = Share.OfWeighted(customers);
        var (low, high) = share.Interval(z);
        return new EffectArm(units.Count, customers.Count, share.Value, low, high) { Independent = share };
    }
}
