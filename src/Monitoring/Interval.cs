namespace PreDelinquency.Monitoring;

/// <summary>Where a figure lies at a confidence of 95%; NaN where that is not defined.</summary>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Quantile of the normal distribution for 95%.</summary>
    private const double Z = 1.959964;

    /// <summary>Of a figure of which nothing is known.</summary>
    internal static Interval Undefined => new(double.NaN, double.NaN);

    /// <summary>Of a figure that may have any sign.</summary>
    /// <param name="value">The figure.</param>
    /// <param name="error">Its standard error.</param>
    internal static Interval Of(double value, double error) => new(value - (Z * error), value + (Z * error));

    /// <summary>Of a share, on the scale of its log-odds, which keeps it within 0 and 1.</summary>
    /// <param name="share">More than 0 and less than 1.</param>
    /// <param name="error">Its standard error.</param>
    internal static Interval OfShare(double share, double error)
    {
        var (middle, half) = (Math.Log(share / (1 - share)), Z * error / (share * (1 - share)));
        return new Interval(1 / (1 + Math.Exp(half - middle)), 1 / (1 + Math.Exp(-half - middle)));
    }

    /// <summary>Of a share of 0 or 1, in which no standard error shows: Wilson's interval.</summary>
    /// <param name="share">0 or 1.</param>
    /// <param name="independent">Observations that are independent of each other.</param>
    internal static Interval OfAllAlike(double share, int independent)
    {
        if (independent == 0)
            return Undefined;
        var (low, high) = new Share(Math.Round(share) * independent, independent).Interval(Z);
        return new Interval(low, high);
    }

    /// <summary>Of a ratio, on the scale of its logarithm.</summary>
    /// <param name="ratio">More than 0.</param>
    /// <param name="error">Its standard error.</param>
    internal static Interval OfRatio(double ratio, double error)
    {
        var factor = Math.Exp(Z * error / ratio);
        return new Interval(ratio / factor, ratio * factor);
    }
}
