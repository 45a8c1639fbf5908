namespace PreDelinquency.Trees;

/// <summary>How label 1 gathers among the highest scores. Input rules as in <see cref="BinaryMetrics"/>.</summary>
public static class Lift
{
    /// <summary>Bands of equally many rows (deciles by default), highest scores first.</summary>
    public static IReadOnlyList<LiftBand> ByBand(ReadOnlySpan<double> scores, ReadOnlySpan<double> labels, int bands = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        ScoreGroup[] groups = ScoreGroup.Descending(scores, labels, default);
        double rows = labels.Length;
        double positives = groups.Sum(group => group.Positives);
        if (positives == 0)
        {
            throw new ArgumentException("Lift needs rows of label 1.", nameof(labels));
        }

        var result = new LiftBand[bands];
        double reached = 0;
        for (int band = 1; band <= bands; band++)
        {
            double sofar = PositivesAmong(rows * band / bands, groups);
            double inBand = sofar - reached;
            double lift = inBand / (rows / bands) / (positives / rows);
            double cumulative = sofar / (rows * band / bands) / (positives / rows);
            result[band - 1] = new LiftBand(band, rows / bands, inBand, lift, cumulative, sofar / positives);
            reached = sofar;
        }

        return result;
    }

    private static double PositivesAmong(double top, ScoreGroup[] groups)
    {
        double positives = 0;
        foreach (ScoreGroup group in groups)
        {
            double size = group.Positives + group.Negatives;
            double share = Math.Min(1, top / size);
            positives += share * group.Positives;
            top -= size;
            if (top <= 0)
            {
                break;
            }
        }

        return positives;
    }
}
