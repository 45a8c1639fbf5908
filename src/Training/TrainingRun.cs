using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Training.Measuring;
using PreDelinquency.Trees;

namespace PreDelinquency.Training;

/// <summary>
/// From point-in-time rows to a model bundle with its figures: trees on one part of the customers, calibration and
/// thresholds on another, figures on a third in months that neither saw. Equal rows and options make equal bundles.
/// </summary>
/// <param name="options">How to train.</param>
/// <param name="clock">Tells when the bundle was made.</param>
public sealed class TrainingRun(TrainingOptions options, TimeProvider clock)
{
    /// <summary>Trains and tests.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="TrainingDataException">The rows are too few to learn from or to test on.</exception>
    /// <exception cref="TrainingInputException">A tree parameter is out of range.</exception>
    public TrainingOutcome Run(PointInTimeSet data, IProgress<TrainingStep>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options.Validate();
        var split = DataSplit.Of(data.Rows, options.TestDays);
        var grown = Trainer.Train(
            PointInTimeSet.ToDataset(split.Training),
            options.Trees,
            PointInTimeSet.ToDataset(split.Stopping),
            progress is null ? null : new TreeProgress(progress),
            cancellationToken);
        progress?.Report(new TrainingStep("Calibrating and testing", 0, $"{grown.Model.TreeCount} trees"));
        var trees = grown.Model;
        var (calibration, levels) = Calibrate(trees, split.Calibration, options);
        var parameters = ParametersOf(options, grown.BestIteration);
        var fingerprint = data.Fingerprint();
        var document = new BundleDocument
        {
            Version = options.Version ?? NameOf(clock.GetUtcNow(), fingerprint, parameters, trees),
            CreatedAt = clock.GetUtcNow(),
            FeatureCatalogue = FeatureCatalogue.Version,
            Features = [.. FeatureCatalogue.All.Select(f => f.Name)],
            Calibration = calibration,
            Thresholds = levels.Thresholds,
            UnprovenLevels = levels.Unproven,
            TrainingData = fingerprint,
            TrainedThrough = split.TrainedThrough,
            CustomerSplit = DataSplit.Customers,
            Parameters = parameters,
        };
        var evaluation = Evaluation.Of(ModelBundle.Create(trees, document), split.Test, split.Earlier, cancellationToken);
        progress?.Report(new TrainingStep("Calibrating and testing", 1, $"AUC {evaluation[Figure.Auc].Value:0.000}"));
        var bundle = ModelBundle.Create(trees, document with { Metrics = evaluation.ToMetrics() });
        bundle = bundle.With(TrainingReference.Of(bundle, split, cancellationToken));
        return new TrainingOutcome(bundle, split, evaluation, grown.History);
    }

    // The day, and six digits that differ with the data, the parameters or what a program of then made of them.
    private static string NameOf(DateTimeOffset now, string fingerprint, Dictionary<string, string> parameters, TreeModel trees)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        trees.Write(text);
        var content = string.Join('\n', parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}").Prepend(fingerprint).Append(text.ToString()));
        return $"{now:yyyy-MM-dd}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..6]}";
    }

    /// <summary>Platt scaling: it keeps the order of scores, so explanations of the raw score stay true.</summary>
    internal static (PlattCalibration Calibration, ChosenThresholds Levels) Calibrate(TreeModel trees, IReadOnlyList<PointInTimeRow> rows, TrainingOptions options)
    {
        var scores = new double[rows.Count];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = trees.RawScore(rows[i].Features);
        var labels = PointInTimeSet.Labels(rows);
        var calibration = PlattCalibration.Fit(scores, labels);
        return (calibration, ThresholdChoice.For(Array.ConvertAll(scores, s => calibration.Apply(s)), labels, options));
    }

    /// <summary>Everything that was set, so that a run can be repeated; the number of trees is the one that was kept.</summary>
    private static Dictionary<string, string> ParametersOf(TrainingOptions options, int iterations) =>
        new(options.ToPairs(), StringComparer.Ordinal) { ["num_iterations"] = $"{iterations}" };

    private sealed class TreeProgress(IProgress<TrainingStep> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(new TrainingStep(
            "Growing trees", value.Iteration / (double)value.Iterations, $"tree {value.Iteration}, {value.Metric} {value.ValidationValue:0.00000}"));
    }
}
