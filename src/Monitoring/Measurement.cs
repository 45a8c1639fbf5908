using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Monitoring;

/// <summary>
/// Figures over judgements, each of which counts for the share of it that misses a payment: 0 or 1 where that is known, and
/// the calibrated probability where it is not. The latter is confidence-based performance estimation (CBPE, NannyML), which
/// is true as long as the probabilities are: drift of the population does not deceive it, a change of what follows from
/// equal features does.
/// </summary>
internal static class Measurement
{
    /// <summary>As known; judgements that are not known yet do not count. Null where none is known.</summary>
    public static PerformanceFigures? Realised(IEnumerable<Judgement> judgements) =>
        Measure([.. judgements.Where(j => j.Missed is not null).Select(j => (j, j.Missed!.Value ? 1.0 : 0.0))]);

    /// <summary>As expected by the probabilities alone. Null where there are none.</summary>
    public static PerformanceFigures? Estimated(IEnumerable<Judgement> judgements) => Measure([.. judgements.Select(j => (j, j.Probability))]);

    private static PerformanceFigures? Measure((Judgement Judgement, double Missed)[] rows)
    {
        if (rows.Length == 0)
            return null;
        var missed = rows.Sum(r => r.Missed);
        var (auc, prAuc) = Ranking(rows, missed);
        return new PerformanceFigures
        {
            Predictions = rows.Length,
            Missed = missed,
            MeanProbability = rows.Average(r => r.Judgement.Probability),
            Auc = auc,
            PrAuc = prAuc,
            Brier = rows.Average(r => Expected(r.Judgement.Probability, r.Missed)),
            PrecisionMedium = Precision(rows, RiskLevel.Medium),
            PrecisionHigh = Precision(rows, RiskLevel.High),
            RecallMedium = Recall(rows, RiskLevel.Medium, missed),
            RecallHigh = Recall(rows, RiskLevel.High, missed),
        };
    }

    // Of a row that misses with probability m: m (p - 1)² + (1 - m) p².
    private static double Expected(double p, double m) => (m * (p - 1) * (p - 1)) + ((1 - m) * p * p);

    // Over pairs of one that misses and one that does not, ties counting half; over falling scores, precision at each miss.
    private static (double Auc, double PrAuc) Ranking((Judgement Judgement, double Missed)[] rows, double missed)
    {
        var paid = rows.Length - missed;
        if (!(missed > 0 && paid > 0))
            return (double.NaN, double.NaN);
        Array.Sort(rows, static (a, b) => b.Judgement.Probability.CompareTo(a.Judgement.Probability));
        double missedAbove = 0, countAbove = 0, pairs = 0, alone = 0, average = 0;
        for (var from = 0; from < rows.Length;)
        {
            var to = from;
            double missedHere = 0;
            while (to < rows.Length && rows[to].Judgement.Probability.Equals(rows[from].Judgement.Probability))
                missedHere += rows[to++].Missed;
            var paidHere = to - from - missedHere;
            for (var i = from; i < to; i++)
                alone += rows[i].Missed * (1 - rows[i].Missed);
            pairs += paidHere * (missedAbove + (missedHere / 2));
            missedAbove += missedHere;
            countAbove += to - from;
            average += missedHere / missed * (missedAbove / countAbove);
            from = to;
        }

        // Nobody is a pair with itself; of those whose outcome is known nothing falls away.
        return ((pairs - (alone / 2)) / ((missed * paid) - alone), average);
    }

    private static double Precision((Judgement Judgement, double Missed)[] rows, RiskLevel level)
    {
        var flagged = rows.Where(r => r.Judgement.Level >= level).ToList();
        return flagged.Count == 0 ? double.NaN : flagged.Average(r => r.Missed);
    }

    private static double Recall((Judgement Judgement, double Missed)[] rows, RiskLevel level, double missed) =>
        missed > 0 ? rows.Where(r => r.Judgement.Level >= level).Sum(r => r.Missed) / missed : double.NaN;
}
