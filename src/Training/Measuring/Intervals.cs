using PreDelinquency.Trees;

namespace PreDelinquency.Training.Measuring;

/// <summary>Intervals of 95% from what a figure came to when customers were drawn again.</summary>
internal static class Intervals
{
    /// <summary>
    /// Customers below whom a figure has no interval: the same few come again in every draw, so that the draws agree the more
    /// the less is known. One customer with a missed payment would give an AUC to the third digit.
    /// </summary>
    public const int FewestCustomers = 10;

    private const double Confidence = 0.95;

    /// <summary>The interval; its ends are NaN where too little stands behind it.</summary>
    /// <param name="whole">The figure on all rows; NaN where it is not defined.</param>
    /// <param name="draws">The figure on each draw; those on which it is not defined, NaN, are left out.</param>
    /// <param name="customers">Distinct customers of the kind that the figure counts.</param>
    /// <param name="agreementTells">Whether draws that all agree show that the figure is sure, as with a quantile of whole days, and not only that it lies at an end, as a share of 0 or 1 does.</param>
    public static ConfidenceInterval Of(double whole, IEnumerable<double> draws, int customers, bool agreementTells)
    {
        if (double.IsNaN(whole) || customers < FewestCustomers)
            return new ConfidenceInterval(whole, double.NaN, double.NaN, Confidence);
        var sorted = draws.Where(d => !double.IsNaN(d)).Order().ToArray();
        return sorted.Length == 0 || (sorted[0] == sorted[^1] && !agreementTells)
            ? new ConfidenceInterval(whole, double.NaN, double.NaN, Confidence)
            : new ConfidenceInterval(whole, At(sorted, (1 - Confidence) / 2), At(sorted, (1 + Confidence) / 2), Confidence);
    }

    private static double At(double[] sorted, double share) => sorted[(int)Math.Round(share * (sorted.Length - 1))];
}
