using PreDelinquency.Monitoring;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Effects;

/// <summary>
/// How many proposals it takes to find an uplift: of two shares, with groups of unequal size (Fleiss, Levin and Paik, Statistical
/// Methods for Rates and Proportions, 3rd edition 2003, chapter 4), times the design effect of customers with several proposals.
/// </summary>
internal static class SampleSize
{
    /// <summary>Proposals of both groups together.</summary>
    public static int Of(EffectArm contacted, EffectArm heldOut, Economics economics)
    {
        var (treated, control) = (contacted.Independent!.Value, heldOut.Independent!.Value);
        var effect = (contacted.Proposals + heldOut.Proposals) / (treated.All + control.All);
        return (int)Math.Min(int.MaxValue, Math.Ceiling(Independent(contacted, heldOut, economics) * effect));
    }

    /// <summary>The same, were all independent of each other.</summary>
    public static double Independent(EffectArm contacted, EffectArm heldOut, Economics economics)
    {
        var quantiles = NormalQuantile.Of((1 + economics.Confidence) / 2) + NormalQuantile.Of(economics.Power);
        var share = heldOut.Proposals / (double)(contacted.Proposals + heldOut.Proposals);
        // Shrunk a little to the middle: a few who all paid do not mean that everybody does.
        var control = (heldOut.Independent!.Value.Having + 1) / (heldOut.Independent.Value.All + 2);
        var treated = Math.Min(1, control + economics.LeastUplift);
        var variance = (treated * (1 - treated) / (1 - share)) + (control * (1 - control) / share);
        return quantiles * quantiles * variance / (economics.LeastUplift * economics.LeastUplift);
    }
}
