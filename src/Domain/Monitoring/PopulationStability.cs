namespace PreDelinquency.Domain.Monitoring;

/// <summary>
/// The population stability index: the sum over bins of (share now - share then) × ln(share now / share then). By the usual
/// reading (Siddiqi, Credit Risk Scorecards, 2006) under 0.1 nothing moved, from 0.25 on the population is another one.
/// </summary>
public static class PopulationStability
{
    /// <summary>From here on something moved.</summary>
    public const double Moved = 0.1;

    /// <summary>From here on the population is another one.</summary>
    public const double Shifted = 0.25;

    /// <summary>In place of an empty bin's share, whose logarithm is not finite.</summary>
    private const double LeastShare = 1e-4;

    /// <summary>The index, 0 or more; NaN where nothing was counted.</summary>
    /// <param name="then">Rows per bin of the reference.</param>
    /// <param name="now">Rows per bin; as many bins.</param>
    /// <exception cref="ArgumentException">The numbers of bins differ.</exception>
    public static double Index(IReadOnlyList<long> then, IReadOnlyList<long> now)
    {
        ArgumentNullException.ThrowIfNull(then);
        ArgumentNullException.ThrowIfNull(now);
        if (then.Count != now.Count)
            throw new ArgumentException($"{now.Count} bins are not {then.Count}.", nameof(now));
        double all = then.Sum(), present = now.Sum();
        if (all == 0 || present == 0)
            return double.NaN;
        var index = 0.0;
        for (var i = 0; i < then.Count; i++)
        {
            if (then[i] == 0 && now[i] == 0)
                continue;
            var (before, after) = (Math.Max(then[i] / all, LeastShare), Math.Max(now[i] / present, LeastShare));
            index += (after - before) * Math.Log(after / before);
        }

        return index;
    }
}
