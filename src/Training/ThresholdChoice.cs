using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Training;

/// <summary>
/// Chooses the levels' thresholds: for each the lowest probability from which on the wanted share of the flagged misses a
/// payment. The share is counted half from what was observed and half from what the calibrated probabilities promise:
/// among a few hundred flagged rows the observed share alone swings by several points.
/// </summary>
public static class ThresholdChoice
{
    /// <summary>Flagged rows below which no threshold is believed; then the wanted share itself is the threshold.</summary>
    public const int FewestFlagged = 50;

    /// <summary>Chooses on rows that the model was not made from.</summary>
    /// <param name="probabilities">Calibrated, one per row.</param>
    /// <param name="labels">1 where a payment is missed, else 0.</param>
    /// <param name="options">The wanted shares.</param>
    public static RiskThresholds For(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> labels, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (rising, theirs) = (probabilities.ToArray(), labels.ToArray());
        Array.Sort(rising, theirs);
        var medium = Lowest(options.MediumPrecision, rising, theirs);
        var high = Lowest(options.HighPrecision, rising, theirs);
        var critical = Lowest(options.CriticalPrecision, rising, theirs);

        // Levels must rise even where the measured precision does not.
        high = Math.Max(high, Above(medium));
        critical = Math.Max(critical, Above(high));
        return new RiskThresholds(medium, high, critical);
    }

    /// <summary>The lowest threshold of a wanted precision.</summary>
    /// <param name="precision">Above 0, below 1.</param>
    /// <param name="probabilities">Rising.</param>
    /// <param name="labels">0 or 1, in the order of the probabilities.</param>
    internal static double Lowest(double precision, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> labels)
    {
        var chosen = precision;
        var (observed, promised) = (0.0, 0.0);
        for (var i = probabilities.Length - 1; i >= 0; i--)
        {
            observed += labels[i];
            promised += probabilities[i];
            var flagged = probabilities.Length - i;
            var belowIsEqual = i > 0 && probabilities[i - 1] == probabilities[i];
            if (!belowIsEqual && flagged >= FewestFlagged && (observed + promised) / (2 * flagged) >= precision)
                chosen = Math.Clamp(probabilities[i], 1e-6, 1 - 1e-6);
        }

        return chosen;
    }

    private static double Above(double threshold) => threshold + (0.1 * (1 - threshold));
}
