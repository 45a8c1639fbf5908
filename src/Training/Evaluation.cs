using PreDelinquency.Domain.Risk;
using PreDelinquency.Training.Measuring;
using PreDelinquency.Trees;

namespace PreDelinquency.Training;

/// <summary>How a model does on rows that it has not seen. Intervals cover 95% and come from drawing customers again.</summary>
/// <param name="Figures">All figures on all of the rows.</param>
/// <param name="AucWithoutMissedBefore">
/// AUC over the rows of customers who had missed nothing in the 60 days before: those whom nobody expects; NaN where all or
/// none of them miss.
/// </param>
/// <param name="Warnings">How many of the missed payments were warned of, and how early.</param>
public sealed record Evaluation(Figures Figures, ConfidenceInterval AucWithoutMissedBefore, MissedPaymentWarnings Warnings)
{
    public int Rows => Figures.Rows;

    public int Customers => Figures.Customers;

    /// <summary>One of the figures.</summary>
    public ConfidenceInterval this[Figure figure] => Figures[figure];

    /// <summary>Measures a bundle.</summary>
    /// <param name="bundle">The model.</param>
    /// <param name="rows">Rows of both labels that no part of it has seen.</param>
    /// <param name="earlier">Rows of the same customers before those, in which a run of flags may have begun; null for none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="TrainingDataException">The rows hold one label only.</exception>
    public static Evaluation Of(ModelBundle bundle, IReadOnlyList<PointInTimeRow> rows, IReadOnlyList<PointInTimeRow>? earlier = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var before = earlier is null ? null : new ScoredRows(earlier, Probabilities(bundle, earlier, cancellationToken));
        return Of(new ScoredRows(rows, Probabilities(bundle, rows, cancellationToken)), before, bundle.Thresholds, cancellationToken);
    }

    /// <summary>Measures probabilities, whoever made them.</summary>
    /// <param name="measured">Rows of both labels.</param>
    /// <param name="earlier">Rows of the same customers before those, in which a run of flags may have begun; null for none.</param>
    /// <param name="thresholds">Where the levels begin.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="TrainingDataException">The rows hold one label only.</exception>
    public static Evaluation Of(ScoredRows measured, ScoredRows? earlier, RiskThresholds thresholds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var (rows, probabilities) = measured;
        var positives = rows.Count(r => r.Misses);
        if (positives == 0 || positives == rows.Count)
            throw new TrainingDataException($"There is nothing to measure: {positives} of {rows.Count} rows have a missed payment.");
        var unexpected = Enumerable.Range(0, rows.Count).Where(i => !rows[i].MissedBefore).ToArray();
        var surprises = Figures.Of([.. unexpected.Select(i => rows[i])], [.. unexpected.Select(i => probabilities[i])], thresholds, cancellationToken);
        return new Evaluation(
            Figures.Of(rows, probabilities, thresholds, cancellationToken), surprises[Figure.Auc], MissedPaymentWarnings.Of(measured, earlier, thresholds, cancellationToken));
    }

    /// <summary>The calibrated probabilities of rows.</summary>
    public static double[] Probabilities(ModelBundle bundle, IReadOnlyList<PointInTimeRow> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(rows);
        var probabilities = new double[rows.Count];
        Parallel.For(0, probabilities.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => probabilities[i] = bundle.Score(rows[i].Features, Maturity.Established).Probability);
        return probabilities;
    }

    /// <summary>The figures by name, each with its interval's ends under <c>…_low</c> and <c>…_high</c>.</summary>
    /// <param name="prefix">What every name starts with.</param>
    public IReadOnlyDictionary<string, double> ToMetrics(string prefix = "test_")
    {
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal) { [$"{prefix}rows"] = Rows, [$"{prefix}customers"] = Customers };
        foreach (var definition in FigureCatalogue.All)
            Add(definition.Name, Figures[definition.Figure]);
        Add("auc_without_missed_before", AucWithoutMissedBefore);
        metrics[$"{prefix}missed_payments"] = Warnings.Payments.Count;
        foreach (var (level, warnings) in new[] { ("medium", Warnings.Medium), ("high", Warnings.High) })
        {
            Add($"warned_{level}", warnings.Share);
            Add($"warning_days_{level}_q1", warnings.LowerQuartile);
            Add($"warning_days_{level}", warnings.Median);
            Add($"warning_days_{level}_q3", warnings.UpperQuartile);
        }

        return metrics;

        void Add(string name, ConfidenceInterval interval)
        {
            metrics[$"{prefix}{name}"] = interval.Value;
            metrics[$"{prefix}{name}_low"] = interval.Low;
            metrics[$"{prefix}{name}_high"] = interval.High;
        }
    }
}
