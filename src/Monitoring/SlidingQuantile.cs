namespace PreDelinquency.Monitoring;

/// <summary>
/// How far a standardised mean over a window strays by chance while the window moves on, whoever looks how
/// often: the mean of independent observations that come evenly is then a stationary normal process of covariance 1 - |t|, of
/// which Slepian (First passage time for a particular Gaussian process, Annals of Mathematical Statistics 32, 1961) gives the
/// probability to stay below a bound, Φ² - φ(bΦ + φ). Observations of which some are alike over time stray less.
/// </summary>
internal static class SlidingQuantile
{
    private const double Largest = 37;

    /// <param name="error">The probability that the bound is exceeded, more than 0 and less than 1.</param>
    /// <param name="lengths">By how many times its own length the window moves on, 1 or more.</param>
    public static double Of(double error, double lengths)
    {
        var (low, high) = (-Largest, Largest);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Exceeding(middle, lengths) > error ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>
    /// The probability that a standardised mean exceeds a bound anywhere on the way: 1 - Φ² + φ(bΦ + φ) over one length, and at most
    /// as much more as that is more than at its beginning per further length, as who did not exceed it so far does so ever more seldom.
    /// </summary>
    public static double Exceeding(double bound, double lengths)
    {
        var (above, density) = (NormalTail.Above(bound), Math.Exp(-bound * bound / 2) / Math.Sqrt(2 * Math.PI));
        var below = 1 - above;
        return above + (lengths * ((above * below) + (density * ((bound * below) + density))));
    }
}
