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
        Measure([.. judgements.Where(j => j.Missed is not null).Select(j => Row(j, j.Missed!.Value ? 1 : 0))], isKnown: true);

    /// <summary>As expected by the probabilities alone. Null where there are none.</summary>
    public static PerformanceFigures? Estimated(IEnumerable<Judgement> judgements) => Measure([.. judgements.Select(j => Row(j, j.Probability))], isKnown: false);

    /// <summary>
    /// By how much the expected AUC lies above the realised one over the judgements that are known, below 0 where it lies below.
    /// An interval about 0 is what chance does; beyond it probabilities are not what they say, mostly the smallest, to which the
    /// AUC is more sensitive than any other figure. Null where there is no AUC.
    /// </summary>
    public static EstimateError? ErrorOfEstimate(IEnumerable<Judgement> judgements)
    {
        var known = judgements.Where(j => j.Missed is not null).OrderByDescending(j => j.Probability).ToList();
        MeasuredRow[] expected = [.. known.Select(j => Row(j, j.Probability))];
        var (realised, estimated) = (Ranking.Of([.. known.Select(j => Row(j, j.Missed!.Value ? 1 : 0))]), Ranking.Of(expected));
        if (realised.Influence is not { } inTruth || estimated.Influence is not { } inExpectation)
            return null;
        var difference = estimated.Auc - realised.Auc;
        return new EstimateError(difference, Interval.Of(difference, CustomerError.Of(expected, i => inExpectation(i) - inTruth(i))));
    }

    private static MeasuredRow Row(Judgement judgement, double missed) => new(judgement.CustomerNo, judgement.Probability, judgement.Level, missed);

    private static PerformanceFigures? Measure(MeasuredRow[] rows, bool isKnown)
    {
        if (rows.Length == 0)
            return null;
        Array.Sort(rows, static (a, b) => b.Probability.CompareTo(a.Probability));
        var (missed, said) = (rows.Sum(r => r.Missed), rows.Sum(r => r.Probability));
        var (mean, ratio) = (said / rows.Length, said / missed);
        var ranking = Ranking.Of(rows);
        return new PerformanceFigures
        {
            Predictions = rows.Length,
            Customers = rows.Select(r => r.CustomerNo).Distinct().Count(),
            Missed = missed,
            MissedCustomers = rows.GroupBy(r => r.CustomerNo, r => r.Missed).Sum(own => own.Max()),
            MeanProbability = mean,
            MeanProbabilityInterval = Interval.OfRatio(mean, CustomerError.Of(rows, i => (rows[i].Probability - mean) / rows.Length)),
            ExpectedToObserved = ratio,
            ExpectedToObservedInterval = isKnown ? Interval.OfRatio(ratio, CustomerError.Of(rows, i => (rows[i].Probability - (ratio * rows[i].Missed)) / missed)) : Interval.Undefined,
            Auc = ranking.Auc,
            AucInterval = ranking.AucInterval,
            PrAuc = ranking.PrAuc,
            Brier = rows.Average(r => Expected(r.Probability, r.Missed)),
            PrecisionMedium = Precision(rows, RiskLevel.Medium),
            PrecisionHigh = Precision(rows, RiskLevel.High),
            RecallMedium = Recall(rows, RiskLevel.Medium, missed),
            RecallHigh = Recall(rows, RiskLevel.High, missed),
        };
    }

    // Of a row that misses with probability m: m (p - 1)² + (1 - m) p².
    private static double Expected(double p, double m) => (m * (p - 1) * (p - 1)) + ((1 - m) * p * p);

    private static double Precision(MeasuredRow[] rows, RiskLevel level)
    {
        var flagged = rows.Where(r => r.Level >= level).ToList();
        return flagged.Count == 0 ? double.NaN : flagged.Average(r => r.Missed);
    }

    private static double Recall(MeasuredRow[] rows, RiskLevel level, double missed) =>
        missed > 0 ? rows.Where(r => r.Level >= level).Sum(r => r.Missed) / missed : double.NaN;
}
