using PreDelinquency.Domain.Risk;
using PreDelinquency.Monitoring;

namespace PreDelinquency.Outreach.Effects;

/// <summary>
/// Whether as many were held out as the policy said when they were proposed help, and whether both groups were as likely to miss a payment:
/// where they are not, whoever is lacking was left out for a reason, and effects are not to be believed (sample ratio mismatch: Fabijan and
/// others, Diagnosing Sample Ratio Mismatch in Online Controlled Experiments, KDD 2019). It counts whom effects count, as soon as they are
/// assigned: of later proposals there are fewer where contacts help, and that is no mismatch.
/// </summary>
/// <param name="Level">Of which level.</param>
/// <param name="Customers">With a proposal of that level, whether its outcome is known or not.</param>
/// <param name="HeldOut">Those of them who were held out.</param>
/// <param name="Expected">Share that was to be held out by the policies of their time, 0 to 1.</param>
/// <param name="Deviations">By how many standard errors the share lies off, 0 or more; null where there is nothing to expect.</param>
/// <param name="ProbabilityContacted">Mean probability of a missed payment of the contacted; null where there are none.</param>
/// <param name="ProbabilityHeldOut">The same of the held out.</param>
public sealed record HoldoutBalance(RiskLevel Level, int Customers, int HeldOut, double Expected, double? Deviations, double? ProbabilityContacted, double? ProbabilityHeldOut)
{
    /// <summary>Beyond so many standard errors chance is no explanation: one look in 16,000 is further off (two-sided normal), as many look often.</summary>
    public const double MostDeviations = 4;

    /// <summary>Of fewer customers the normal approximation says nothing so far out.</summary>
    public const int LeastCustomers = 200;

    /// <summary>Chance of a share that differs as much, were all as it should be; null where there is nothing to expect.</summary>
    public double? PValue => Deviations is { } off ? Math.Min(1, 2 * NormalTail.Above(off)) : null;

    public bool IsUnbalanced => Customers >= LeastCustomers && Deviations > MostDeviations;

    internal static HoldoutBalance Of(RiskLevel level, IReadOnlyCollection<EffectUnit> units)
    {
        var customers = units.GroupBy(unit => unit.CustomerId, StringComparer.Ordinal).Select(own => own.First()).ToList();
        var (heldOut, expected) = (customers.Count(unit => unit.HeldOut), customers.Sum(unit => unit.HoldoutShare));
        // Each was drawn by the share of its time: the sum of draws of unlike chances.
        var error = Math.Sqrt(customers.Sum(unit => unit.HoldoutShare * (1 - unit.HoldoutShare)));
        // Half a customer less, as a count moves in steps (Yates' correction).
        var distance = Math.Max(0, Math.Abs(heldOut - expected) - 0.5);
        return new HoldoutBalance(level, customers.Count, heldOut, expected / customers.Count, error > 0 ? distance / error : null, Mean(units, false), Mean(units, true));
    }

    private static double? Mean(IEnumerable<EffectUnit> units, bool heldOut) =>
        units.Where(unit => unit.HeldOut == heldOut).Select(unit => (double?)unit.Probability).Average();
}
