using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Training;

/// <summary>
/// Chooses the levels' thresholds: for each the lowest probability from which on the wanted share of the flagged misses a
/// payment. The share is counted half from what was observed and half from what the calibrated probabilities promise:
/// among a few hundred flagged rows the observed share alone swings by several points.
/// </summary>
public static class ThresholdChoice
{
    /// <summary>Flagged rows below which no threshold is believed; then the wanted share itself is the threshold, and the level is unproven.</summary>
    public const int FewestFlagged = 50;

    /// <summary>Chooses on rows that the model was not made from.</summary>
    /// <param name="probabilities">Calibrated, one per row.</param>
    /// <param name="labels">1 where a payment is missed, else 0.</param>
    /// <param name="options">The wanted shares.</param>
    public static ChosenThresholds For(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> labels, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (rising, theirs) = (probabilities.ToArray(), labels.ToArray());
        Array.Sort(rising, theirs);
        var unproven = new List<UnprovenLevel>();
        var medium = Choose(RiskLevel.Medium, options.MediumPrecision);
        var high = Choose(RiskLevel.High, options.HighPrecision);
        var critical = Choose(RiskLevel.Critical, options.CriticalPrecision);

        // Levels must rise even where the measured precision does not.
        high = Math.Max(high, Above(medium));
        critical = Math.Max(critical, Above(high));
        return new ChosenThresholds(new RiskThresholds(medium, high, critical), unproven);

        double Choose(RiskLevel level, double precision)
        {
            var threshold = Lowest(precision, rising, theirs, out var best);
            if (threshold is null)
                unproven.Add(new UnprovenLevel(level, precision, double.IsNaN(best) ? null : best, rising.Length));
            return threshold ?? precision;
        }
    }

    /// <summary>The lowest threshold of a wanted precision.</summary>
    /// <param name="precision">Above 0, below 1.</param>
    /// <param name="probabilities">Rising.</param>
    /// <param name="labels">0 or 1, in the order of the probabilities.</param>
    /// <param name="best">The highest precision of any threshold that flags enough rows; NaN where none does.</param>
    /// <returns>Null where no threshold that flags enough rows reaches the precision.</returns>
    internal static double? Lowest(double precision, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> labels, out double best)
    {
        double? chosen = null;
        best = double.NaN;
        var (observed, promised) = (0.0, 0.0);
        for (var i = probabilities.Length - 1; i >= 0; i--)
        {
            observed += labels[i];
            promised += probabilities[i];
            var flagged = probabilities.Length - i;
            var belowIsEqual = i > 0 && probabilities[i - 1] == probabilities[i];
            if (belowIsEqual || flagged < FewestFlagged)
                continue;
            var reached = (observed + promised) / (2 * flagged);
            best = reached > best || double.IsNaN(best) ? reached : best;
            if (reached >= precision)
                chosen = Math.Clamp(probabilities[i], 1e-6, 1 - 1e-6);
        }

        return chosen;
    }

    private static double Above(double threshold) => threshold + (0.1 * (1 - threshold));
}
