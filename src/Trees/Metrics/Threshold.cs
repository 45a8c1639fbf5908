namespace PreDelinquency.Trees;

/// <summary>Thresholds on a score: what they do, and the choice of one. Input rules as in <see cref="BinaryMetrics"/>.</summary>
public static class Threshold
{
    /// <summary>What flagging every score &gt;= threshold does.</summary>
    public static ThresholdReport At(
        double threshold, ReadOnlySpan<double> scores, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights = default)
    {
        Samples.Check(scores, labels, weights);
        var counts = new double[4];
        for (int i = 0; i < labels.Length; i++)
        {
            counts[(scores[i] >= threshold ? 0 : 2) + (labels[i] > 0 ? 0 : 1)] += weights.IsEmpty ? 1 : weights[i];
        }

        return new ThresholdReport(threshold, counts[0], counts[1], TrueNegatives: counts[3], FalseNegatives: counts[2]);
    }

    /// <summary>The threshold of greatest recall among those of at least the wanted precision.</summary>
    /// <param name="precision">Wanted precision, above 0 to 1.</param>
    /// <param name="scores">Scores; the threshold is one of them.</param>
    /// <param name="labels">0 or 1 each.</param>
    /// <param name="report">The threshold and what it does; undefined where none has the precision.</param>
    /// <param name="weights">At least 0 each; empty for 1 each.</param>
    /// <returns>False where no threshold has the precision.</returns>
    public static bool TryForPrecision(
        double precision,
        ReadOnlySpan<double> scores,
        ReadOnlySpan<double> labels,
        out ThresholdReport report,
        ReadOnlySpan<double> weights = default)
    {
        if (!(precision > 0 && precision <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(precision), precision, "Precision must be above 0, at most 1.");
        }

        ThresholdReport[] all = All(scores, labels, weights);
        // The lowest threshold that qualifies flags most, so it has the greatest recall.
        ThresholdReport? found = Array.FindLast(all, candidate => candidate.Precision >= precision);
        report = found ?? all[0];
        return found is not null;
    }

    /// <summary>The threshold of least total cost; of several the highest. Positive infinity where flagging nobody is cheapest.</summary>
    public static ThresholdReport ForCosts(
        CostMatrix costs, ReadOnlySpan<double> scores, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(costs);
        return All(scores, labels, weights).MinBy(report => report.Cost(costs))!;
    }

    // Flagging nobody, then every distinct score from the highest down.
    private static ThresholdReport[] All(ReadOnlySpan<double> scores, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights)
    {
        ScoreGroup[] groups = ScoreGroup.Descending(scores, labels, weights);
        double positives = groups.Sum(group => group.Positives);
        double negatives = groups.Sum(group => group.Negatives);
        var reports = new ThresholdReport[groups.Length + 1];
        reports[0] = new ThresholdReport(double.PositiveInfinity, 0, 0, negatives, positives);
        double truePositives = 0;
        double falsePositives = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            truePositives += groups[i].Positives;
            falsePositives += groups[i].Negatives;
            reports[i + 1] = new ThresholdReport(
                groups[i].Score, truePositives, falsePositives, negatives - falsePositives, positives - truePositives);
        }

        return reports;
    }
}
