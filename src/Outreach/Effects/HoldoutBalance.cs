using PreDelinquency.Domain.Risk;
using PreDelinquency.Monitoring;

namespace PreDelinquency.Outreach.Effects;

/// <summary>
/// Whether the held out are as many as the policy says, and were as likely to miss a payment: where they are not, whoever is lacking
/// was left out for a reason, and effects are not to be believed (sample ratio mismatch).
/// </summary>
/// <param name="Level">Of which level.</param>
/// <param name="Customers">With a proposal of that level whose outcome is known.</param>
/// <param name="HeldOut">Those of them who were held out.</param>
/// <param name="Expected">Share that the policy in force holds out, 0 to 1.</param>
/// <param name="PValue">Chance of a share that differs as much, were all as it should be; null where there is nothing to expect.</param>
/// <param name="ProbabilityContacted">Mean probability of a missed payment of the contacted; null where there are none.</param>
/// <param name="ProbabilityHeldOut">The same of the held out.</param>
public sealed record HoldoutBalance(RiskLevel Level, int Customers, int HeldOut, double Expected, double? PValue, double? ProbabilityContacted, double? ProbabilityHeldOut)
{
    /// <summary>Below it chance is no explanation. Small, as many look often.</summary>
    public const double LeastPValue = 0.0005;

    public bool IsUnbalanced => PValue < LeastPValue;

    internal static HoldoutBalance Of(RiskLevel level, IReadOnlyCollection<EffectUnit> units, double expected)
    {
        var customers = units.GroupBy(unit => unit.CustomerId, StringComparer.Ordinal).Select(own => own.First().HeldOut).ToList();
        var heldOut = customers.Count(isHeldOut => isHeldOut);
        var error = Math.Sqrt(customers.Count * expected * (1 - expected));
        // Half a customer less, as a count moves in steps (Yates' correction).
        var distance = Math.Max(0, Math.Abs(heldOut - (customers.Count * expected)) - 0.5);
        return new HoldoutBalance(level, customers.Count, heldOut, expected, error > 0 ? Math.Min(1, 2 * NormalTail.Above(distance / error)) : null, Mean(units, false), Mean(units, true));
    }

    private static double? Mean(IEnumerable<EffectUnit> units, bool heldOut) =>
        units.Where(unit => unit.HeldOut == heldOut).Select(unit => (double?)unit.Probability).Average();
}
