using PreDelinquency.Domain.Risk;
using PreDelinquency.Trees;

namespace PreDelinquency.Training;

/// <summary>How a model does on rows that it has not seen. Intervals cover 95% and come from drawing customers again.</summary>
public sealed record Evaluation
{
    public required int Rows { get; init; }

    public required int Customers { get; init; }

    /// <summary>Share of rows with a missed payment.</summary>
    public required double BaseRate { get; init; }

    public required ConfidenceInterval Auc { get; init; }

    /// <summary>AUC over the rows of customers who had missed nothing in the 60 days before: those whom nobody expects; NaN where all or none of them miss.</summary>
    public required double AucWithoutMissedBefore { get; init; }

    /// <summary>Average precision.</summary>
    public required ConfidenceInterval PrAuc { get; init; }

    public required double KolmogorovSmirnov { get; init; }

    public required double Brier { get; init; }

    public required double LogLoss { get; init; }

    /// <summary>Mean distance of promised and observed rate, over ten bins of probability.</summary>
    public required double CalibrationError { get; init; }

    /// <summary>How many times likelier a missed payment is in the tenth with the highest scores than overall.</summary>
    public required double TopDecileLift { get; init; }

    /// <summary>What flagging MEDIUM and above does.</summary>
    public required ThresholdReport Medium { get; init; }

    /// <summary>What flagging HIGH and above does.</summary>
    public required ThresholdReport High { get; init; }

    /// <summary>The interval of HIGH's precision; its value is NaN where nobody is flagged.</summary>
    public required ConfidenceInterval HighPrecision { get; init; }

    /// <summary>What flagging CRITICAL does.</summary>
    public required ThresholdReport Critical { get; init; }

    /// <summary>Median days from a rightly flagged HIGH to the missed payment; NaN where there is none.</summary>
    public required double MedianLeadDays { get; init; }

    /// <summary>Measures a bundle.</summary>
    /// <param name="bundle">The model.</param>
    /// <param name="rows">Rows of both labels that no part of it has seen.</param>
    /// <exception cref="TrainingDataException">The rows hold one label only.</exception>
    public static Evaluation Of(ModelBundle bundle, IReadOnlyList<PointInTimeRow> rows)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(rows);
        var labels = PointInTimeSet.Labels(rows);
        var positives = labels.Count(l => l > 0);
        if (positives == 0 || positives == labels.Length)
            throw new TrainingDataException($"There is nothing to measure: {positives} of {labels.Length} rows have a missed payment.");
        var scores = new double[rows.Count];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = bundle.Score(rows[i].Features, Maturity.Established).Probability;
        var draws = new CustomerBootstrap(rows, scores, labels);
        var high = Threshold.At(bundle.Thresholds.High, scores, labels);
        return new Evaluation
        {
            Rows = rows.Count,
            Customers = draws.Customers,
            BaseRate = positives / (double)labels.Length,
            Auc = draws.Interval(static (s, l) => BinaryMetrics.Auc(s, l)),
            AucWithoutMissedBefore = AucOfSurprises(rows, scores),
            PrAuc = draws.Interval(static (s, l) => BinaryMetrics.PrAuc(s, l)),
            KolmogorovSmirnov = BinaryMetrics.KolmogorovSmirnov(scores, labels),
            Brier = BinaryMetrics.Brier(scores, labels),
            LogLoss = BinaryMetrics.LogLoss(scores, labels),
            CalibrationError = CalibrationCurve.ExpectedError(scores, labels),
            TopDecileLift = Lift.ByBand(scores, labels)[0].Lift,
            Medium = Threshold.At(bundle.Thresholds.Medium, scores, labels),
            High = high,
            HighPrecision = draws.Interval((s, l) => Threshold.At(bundle.Thresholds.High, s, l).Precision),
            Critical = Threshold.At(bundle.Thresholds.Critical, scores, labels),
            MedianLeadDays = Median([.. rows.Where((r, i) => r.Misses && scores[i] >= bundle.Thresholds.High).Select(r => r.LeadDays)]),
        };
    }

    /// <summary>The figures by the names under which a bundle carries them.</summary>
    public IReadOnlyDictionary<string, double> ToMetrics() => new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["test_rows"] = Rows,
        ["test_customers"] = Customers,
        ["test_base_rate"] = BaseRate,
        ["test_auc"] = Auc.Value,
        ["test_auc_low"] = Auc.Low,
        ["test_auc_high"] = Auc.High,
        ["test_auc_without_missed_before"] = AucWithoutMissedBefore,
        ["test_pr_auc"] = PrAuc.Value,
        ["test_pr_auc_low"] = PrAuc.Low,
        ["test_pr_auc_high"] = PrAuc.High,
        ["test_ks"] = KolmogorovSmirnov,
        ["test_brier"] = Brier,
        ["test_log_loss"] = LogLoss,
        ["test_calibration_error"] = CalibrationError,
        ["test_top_decile_lift"] = TopDecileLift,
        ["test_precision_medium"] = Medium.Precision,
        ["test_recall_medium"] = Medium.Recall,
        ["test_precision_high"] = High.Precision,
        ["test_precision_high_low"] = HighPrecision.Low,
        ["test_precision_high_high"] = HighPrecision.High,
        ["test_recall_high"] = High.Recall,
        ["test_precision_critical"] = Critical.Precision,
        ["test_recall_critical"] = Critical.Recall,
        ["test_median_lead_days"] = MedianLeadDays,
    };

    private static double AucOfSurprises(IReadOnlyList<PointInTimeRow> rows, double[] scores)
    {
        var kept = Enumerable.Range(0, rows.Count).Where(i => !rows[i].MissedBefore).ToArray();
        var labels = Array.ConvertAll(kept, i => rows[i].Misses ? 1.0 : 0);
        return labels.Contains(0) && labels.Contains(1) ? BinaryMetrics.Auc(Array.ConvertAll(kept, i => scores[i]), labels) : double.NaN;
    }

    private static double Median(int[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? double.NaN : (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2.0;
    }
}
