namespace PreDelinquency.Trees;

/// <summary>
/// Measures of a score against labels 0 and 1. Scores may be on any scale where only their order matters; probabilities
/// must lie in [0, 1]. Rows with equal scores share their rank, so the order of rows never matters.
/// </summary>
/// <exception cref="ArgumentException">Lengths differ, there are no rows, a label is neither 0 nor 1, a score is NaN, a
/// weight is negative, or a measure needs both labels and only one occurs.</exception>
public static class BinaryMetrics
{
    // LightGBM's bound on probabilities inside a logarithm.
    private const double Epsilon = 1e-15;

    /// <summary>Area under the ROC curve: the chance that a positive outranks a negative, ties counting half.</summary>
    public static double Auc(ReadOnlySpan<double> scores, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights = default)
    {
        ScoreGroup[] groups = ScoreGroup.Descending(scores, labels, weights);
        (double positives, double negatives) = RequireBothLabels(groups, labels);
        double above = 0;
        double area = 0;
        foreach (ScoreGroup group in groups)
        {
            area += group.Negatives * (above + (group.Positives / 2));
            above += group.Positives;
        }

        return area / (positives * negatives);
    }

    /// <summary>Average precision: the mean of precision over recall, by the step rule Σ (R_n - R_{n-1}) P_n.</summary>
    public static double PrAuc(ReadOnlySpan<double> scores, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights = default)
    {
        ScoreGroup[] groups = ScoreGroup.Descending(scores, labels, weights);
        (double positives, _) = RequireBothLabels(groups, labels);
        double truePositives = 0;
        double chosen = 0;
        double area = 0;
        foreach (ScoreGroup group in groups)
        {
            truePositives += group.Positives;
            chosen += group.Positives + group.Negatives;
            area += chosen > 0 ? group.Positives / positives * (truePositives / chosen) : 0;
        }

        return area;
    }

    /// <summary>Kolmogorov-Smirnov: the greatest gap between the shares of positives and negatives above a score.</summary>
    public static double KolmogorovSmirnov(ReadOnlySpan<double> scores, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights = default)
    {
        ScoreGroup[] groups = ScoreGroup.Descending(scores, labels, weights);
        (double positives, double negatives) = RequireBothLabels(groups, labels);
        double truePositives = 0;
        double falsePositives = 0;
        double gap = 0;
        foreach (ScoreGroup group in groups)
        {
            truePositives += group.Positives;
            falsePositives += group.Negatives;
            gap = Math.Max(gap, Math.Abs((truePositives / positives) - (falsePositives / negatives)));
        }

        return gap;
    }

    /// <summary>Brier score: mean squared distance of probability and label; 0 is best.</summary>
    public static double Brier(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights = default)
    {
        Samples.Check(probabilities, labels, weights, probabilities: true);
        double sum = 0;
        double total = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i];
            double miss = probabilities[i] - labels[i];
            sum += weight * miss * miss;
            total += weight;
        }

        return sum / total;
    }

    /// <summary>Mean log loss in nats; probabilities are kept 1e-15 from 0 and 1.</summary>
    public static double LogLoss(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights = default)
    {
        Samples.Check(probabilities, labels, weights, probabilities: true);
        double sum = 0;
        double total = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i];
            double right = labels[i] > 0 ? probabilities[i] : 1 - probabilities[i];
            sum -= weight * Math.Log(Math.Max(Epsilon, right));
            total += weight;
        }

        return sum / total;
    }

    private static (double Positives, double Negatives) RequireBothLabels(ScoreGroup[] groups, ReadOnlySpan<double> labels)
    {
        double positives = 0;
        double negatives = 0;
        foreach (ScoreGroup group in groups)
        {
            positives += group.Positives;
            negatives += group.Negatives;
        }

        return positives > 0 && negatives > 0
            ? (positives, negatives)
            : throw new ArgumentException($"The measure needs rows of both labels, with weight, among the {labels.Length}.", nameof(labels));
    }
}
