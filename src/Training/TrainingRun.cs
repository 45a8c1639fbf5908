using System.Security.Cryptography;
using System.Text;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
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
        Check(options);
        var split = DataSplit.Of(data.Rows, options.TestDays);
        var grown = Trainer.Train(
            PointInTimeSet.ToDataset(split.Training),
            options.Trees,
            PointInTimeSet.ToDataset(split.Stopping),
            progress is null ? null : new TreeProgress(progress),
            cancellationToken);
        progress?.Report(new TrainingStep("Calibrating and testing", 0, $"{grown.Model.TreeCount} trees"));
        var trees = grown.Model;
        var calibration = Calibrate(trees, split.Calibration);
        var parameters = ParametersOf(options, grown.BestIteration);
        var fingerprint = data.Fingerprint();
        var document = new BundleDocument
        {
            Version = options.Version ?? NameOf(clock.GetUtcNow(), fingerprint, parameters),
            CreatedAt = clock.GetUtcNow(),
            FeatureCatalogue = FeatureCatalogue.Version,
            Features = [.. FeatureCatalogue.All.Select(f => f.Name)],
            Calibration = calibration,
            Thresholds = ThresholdChoice.For(trees, calibration, split.Calibration, options),
            TrainingData = fingerprint,
            Parameters = parameters,
        };
        var evaluation = Evaluation.Of(ModelBundle.Create(trees, document), split.Test);
        progress?.Report(new TrainingStep("Calibrating and testing", 1, $"AUC {evaluation.Auc.Value:0.000}"));
        var bundle = ModelBundle.Create(trees, document with { Metrics = evaluation.ToMetrics() });
        return new TrainingOutcome(bundle, split, evaluation);
    }

    // The day, and six digits that differ with the data or the parameters.
    private static string NameOf(DateTimeOffset now, string fingerprint, Dictionary<string, string> parameters)
    {
        var content = string.Join('\n', parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}").Prepend(fingerprint));
        return $"{now:yyyy-MM-dd}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..6]}";
    }

    /// <summary>Platt scaling: it keeps the order of scores, so explanations of the raw score stay true.</summary>
    private static PlattCalibration Calibrate(TreeModel trees, IReadOnlyList<PointInTimeRow> rows)
    {
        var scores = new double[rows.Count];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = trees.RawScore(rows[i].Features);
        return PlattCalibration.Fit(scores, PointInTimeSet.Labels(rows));
    }

    private static void Check(TrainingOptions options)
    {
        if (options.TestDays is < 7 or > 365)
            throw new ArgumentOutOfRangeException(nameof(options), options.TestDays, "TestDays must be 7 to 365.");
        if (!(options.MediumPrecision > 0 && options.HighPrecision > options.MediumPrecision && options.CriticalPrecision > options.HighPrecision && options.CriticalPrecision < 1))
            throw new ArgumentOutOfRangeException(nameof(options), $"{options.MediumPrecision}, {options.HighPrecision}, {options.CriticalPrecision}", "MediumPrecision, HighPrecision and CriticalPrecision must rise from above 0 to below 1.");
    }

    private static Dictionary<string, string> ParametersOf(TrainingOptions options, int iterations) => new(StringComparer.Ordinal)
    {
        ["num_iterations"] = $"{iterations}",
        ["learning_rate"] = $"{options.Trees.LearningRate}",
        ["num_leaves"] = $"{options.Trees.Leaves}",
        ["max_depth"] = $"{options.Trees.MaxDepth}",
        ["min_data_in_leaf"] = $"{options.Trees.MinDataInLeaf}",
        ["feature_fraction"] = $"{options.Trees.FeatureFraction}",
        ["bagging_fraction"] = $"{options.Trees.BaggingFraction}",
        ["bagging_freq"] = $"{options.Trees.BaggingFrequency}",
        ["lambda_l2"] = $"{options.Trees.LambdaL2}",
        ["max_bin"] = $"{options.Trees.MaxBin}",
        ["early_stopping_round"] = $"{options.Trees.EarlyStoppingRounds}",
    };

    private sealed class TreeProgress(IProgress<TrainingStep> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(new TrainingStep(
            "Growing trees", value.Iteration / (double)value.Iterations, $"tree {value.Iteration}, {value.Metric} {value.ValidationValue:0.00000}"));
    }
}
