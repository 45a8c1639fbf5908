using PreDelinquency.Domain.Risk;
using PreDelinquency.Training.Baselines;
using PreDelinquency.Training.Measuring;
using PreDelinquency.Training.Reporting.Breakdowns;

namespace PreDelinquency.Training.Reporting;

/// <summary>Everything that is said of a model, computed once and then written as text, page and card.</summary>
public sealed record ModelReport
{
    public required ModelBundle Bundle { get; init; }

    public required DataSummary Data { get; init; }

    /// <summary>What was measured.</summary>
    public required IReadOnlyList<PointInTimeRow> Rows { get; init; }

    public required JudgedModel Model { get; init; }

    /// <summary>Simpler ways to score on the same rows; empty where there are none to compare with.</summary>
    public required IReadOnlyList<JudgedModel> Baselines { get; init; }

    /// <summary>Null where the data have no oracle for these rows.</summary>
    public required OracleComparison? Oracle { get; init; }

    /// <summary>The same by how long customers had been known.</summary>
    public required IReadOnlyList<(string History, OracleComparison Comparison)> OracleByHistory { get; init; }

    /// <summary>Null where the data have no causes.</summary>
    public required EpisodeBreakdown? Episodes { get; init; }

    /// <summary>Empty where the data have no profiles.</summary>
    public required IReadOnlyList<GroupFigures> Segments { get; init; }

    public required IReadOnlyList<GroupFigures> Months { get; init; }

    public required ShapSummary Shap { get; init; }

    /// <summary>What to know of the data and of the model's levels before its figures are read; empty where all is well.</summary>
    public IReadOnlyList<string> Warnings => [.. Data.Warning is { } seen ? [seen] : Array.Empty<string>(), .. LevelWarnings.Of(Bundle.Document, Model.Evaluation.Figures)];

    /// <summary>The model and the baselines.</summary>
    public IEnumerable<JudgedModel> Judged => Baselines.Prepend(Model);

    /// <summary>Judges a model.</summary>
    /// <param name="bundle">The model.</param>
    /// <param name="rows">Rows of both labels that neither it nor the baselines have seen.</param>
    /// <param name="data">Where they come from.</param>
    /// <param name="baselines">What to compare with; null for nothing.</param>
    /// <param name="truth">What a model may not know.</param>
    /// <param name="earlier">Rows of the same customers before those measured, in which a run of flags may have begun; null for none.</param>
    /// <param name="progress">Told what is being measured.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="TrainingDataException">The rows hold one label only.</exception>
    public static ModelReport Of(
        ModelBundle bundle,
        IReadOnlyList<PointInTimeRow> rows,
        DataSummary data,
        BaselineSet? baselines,
        HiddenTruth truth,
        IReadOnlyList<PointInTimeRow>? earlier = null,
        IProgress<TrainingStep>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(truth);
        Tell(0, "the model");
        var model = Judge("model", "model", bundle.Thresholds, some => Evaluation.Probabilities(bundle, some, cancellationToken));
        Tell(0.2, "the baselines");
        var others = (baselines?.All ?? []).Select(b => Judge(b.Name, b.Title, b.Thresholds, b.Probabilities)).ToArray();
        Tell(0.4, "the oracle");
        var oracle = truth.Oracle is { } estimates ? OracleComparison.Of(rows, model, estimates, cancellationToken) : null;
        var byHistory = truth.Oracle is { } known ? OracleComparison.ByHistory(rows, model, known, cancellationToken) : [];
        Tell(0.5, "causes and look-alikes");
        var episodes = truth.Episodes is { } hidden ? EpisodeBreakdown.Of(rows, model, hidden, cancellationToken) : null;
        Tell(0.7, "segments and months");
        var segments = truth.Profiles is { } profiles ? SegmentBreakdown.ByProfile(rows, model, profiles, cancellationToken) : [];
        var months = SegmentBreakdown.ByMonth(rows, model, cancellationToken);
        Tell(0.9, "what moves the score");
        return new ModelReport
        {
            Bundle = bundle,
            Data = data,
            Rows = rows,
            Model = model,
            Baselines = others,
            Oracle = oracle,
            OracleByHistory = byHistory,
            Episodes = episodes,
            Segments = segments,
            Months = months,
            Shap = ShapSummary.Of(bundle, rows, cancellationToken),
        };

        JudgedModel Judge(string name, string title, RiskThresholds thresholds, Func<IReadOnlyList<PointInTimeRow>, double[]> score)
        {
            var scored = new ScoredRows(rows, score(rows));
            return new JudgedModel(name, title, thresholds, scored.Probabilities, Evaluation.Of(scored, earlier is null ? null : new ScoredRows(earlier, score(earlier)), thresholds, cancellationToken));
        }

        void Tell(double done, string what) => progress?.Report(new TrainingStep("Measuring", done, what));
    }

    /// <summary>The figures of the model, the baselines and the oracle, by name.</summary>
    public IReadOnlyDictionary<string, double> ToMetrics()
    {
        var metrics = new Dictionary<string, double>(Model.Evaluation.ToMetrics(), StringComparer.Ordinal);
        foreach (var baseline in Baselines)
        {
            foreach (var (name, value) in baseline.Evaluation.ToMetrics($"{baseline.Name}_"))
                metrics[name] = value;
        }

        foreach (var figure in Oracle is null ? [] : OracleComparison.Compared)
        {
            var name = FigureCatalogue.Of(figure).Name;
            metrics[$"oracle_{name}"] = Oracle!.Oracle[figure].Value;
            metrics[$"gap_to_oracle_{name}"] = Oracle.Oracle.Over(Oracle.Model, figure).Value;
        }

        return metrics;
    }
}
