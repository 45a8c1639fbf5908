namespace PreDelinquency.Training.Reporting;

/// <summary>The ROC and the precision-recall curve of a model, thinned to what a drawing can show.</summary>
/// <param name="Roc">False positive rate and recall, both rising from 0 to 1.</param>
/// <param name="PrecisionRecall">Recall, rising, and precision.</param>
public sealed record RankCurve(IReadOnlyList<(double X, double Y)> Roc, IReadOnlyList<(double X, double Y)> PrecisionRecall)
{
    private const int Steps = 250;

    /// <summary>Draws the curves of rows of both labels.</summary>
    public static RankCurve Of(IReadOnlyList<double> probabilities, IReadOnlyList<double> labels)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(labels);
        var scores = probabilities.Select(p => -p).ToArray();
        var sorted = labels.ToArray();
        Array.Sort(scores, sorted);
        double positives = sorted.Sum(), negatives = sorted.Length - positives, hits = 0, misses = 0;
        var roc = new List<(double, double)> { (0, 0) };
        var precision = new List<(double, double)>();
        double lastRoc = 0, lastRecall = -1;
        for (var i = 0; i < sorted.Length; i++)
        {
            hits += sorted[i];
            misses += 1 - sorted[i];
            if (i + 1 < sorted.Length && scores[i + 1] == scores[i])
                continue;
            var (x, y) = (misses / negatives, hits / positives);
            if (x + y - lastRoc >= 2.0 / Steps || i == sorted.Length - 1)
            {
                roc.Add((x, y));
                lastRoc = x + y;
            }

            if (hits > 0 && (y - lastRecall >= 1.0 / Steps || i == sorted.Length - 1))
            {
                precision.Add((y, hits / (hits + misses)));
                lastRecall = y;
            }
        }

        return new RankCurve(roc, precision);
    }
}
