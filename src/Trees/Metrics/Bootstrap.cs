using PreDelinquency.Trees.Training;

namespace PreDelinquency.Trees;

/// <summary>Confidence intervals by drawing rows again (Efron's percentile bootstrap). A seed fixes the result.</summary>
public static class Bootstrap
{
    /// <summary>The interval of a measure.</summary>
    /// <param name="measure">What to measure.</param>
    /// <param name="scores">One score per row.</param>
    /// <param name="labels">0 or 1 each, both present.</param>
    /// <param name="seed">Fixes the draws.</param>
    /// <param name="resamples">Draws, at least 20.</param>
    /// <param name="confidence">Coverage, between 0 and 1.</param>
    /// <remarks>Rows are drawn within each label, so that every draw has both and the rate of label 1 stays what it is.</remarks>
    public static ConfidenceInterval Interval(
        BinaryMeasure measure,
        ReadOnlySpan<double> scores,
        ReadOnlySpan<double> labels,
        int seed,
        int resamples = 1000,
        double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 20);
        if (!(confidence is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "Confidence must be between 0 and 1.");
        }

        double value = measure(scores, labels);
        double[] positives = Scores(scores, labels, 1);
        double[] negatives = Scores(scores, labels, 0);
        var drawn = new double[labels.Length];
        var drawnLabels = new double[labels.Length];
        drawnLabels.AsSpan(0, positives.Length).Fill(1);
        var values = new double[resamples];
        for (int i = 0; i < resamples; i++)
        {
            var random = new SeededRandom(seed, i);
            Draw(positives, drawn.AsSpan(0, positives.Length), random);
            Draw(negatives, drawn.AsSpan(positives.Length), random);
            values[i] = measure(drawn, drawnLabels);
        }

        Array.Sort(values);
        double tail = (1 - confidence) / 2;
        return new ConfidenceInterval(value, Quantile(values, tail), Quantile(values, 1 - tail), confidence);
    }

    private static double[] Scores(ReadOnlySpan<double> scores, ReadOnlySpan<double> labels, double label)
    {
        var kept = new List<double>();
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] == label)
            {
                kept.Add(scores[i]);
            }
        }

        return [.. kept];
    }

    private static void Draw(double[] from, Span<double> target, SeededRandom random)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = from[random.NextInt(from.Length)];
        }
    }

    // Linear between order statistics (Hyndman and Fan's type 7).
    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        double rest = place - below;
        return below + 1 < sorted.Length ? sorted[below] + (rest * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
