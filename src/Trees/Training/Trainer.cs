using System.Globalization;
using PreDelinquency.Trees.Model;
using PreDelinquency.Trees.Training;
using PreDelinquency.Trees.Training.Boosting;

namespace PreDelinquency.Trees;

/// <summary>
/// Trains gradient-boosted trees: histograms, leaf-wise growth, LightGBM's rules for bins, missing values and categories.
/// The same data, parameters and seeds give the same model, bit for bit, whatever the number of threads.
/// </summary>
/// <remarks>Sources: Ke et al., LightGBM (NIPS 2017); LightGBM, src/treelearner and src/boosting/gbdt.cpp.</remarks>
public static class Trainer
{
    /// <summary>Trains a model.</summary>
    /// <param name="train">Rows to learn from.</param>
    /// <param name="parameters">How to train.</param>
    /// <param name="validation">Rows to measure each iteration on; the same features in the same order.</param>
    /// <param name="progress">Told after every iteration.</param>
    /// <param name="cancellationToken">Stops training with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrainingInputException">A parameter is out of range or does not fit the data; the message names it.</exception>
    /// <exception cref="TrainingDivergedException">A gradient or a leaf is no longer finite.</exception>
    public static TrainingResult Train(
        Dataset train,
        TrainingParameters parameters,
        Dataset? validation = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(parameters);
        parameters.Validate();
        TrainingMetric metric = parameters.Metric
            ?? (parameters.Objective == TrainingObjective.Binary ? TrainingMetric.BinaryLogLoss : TrainingMetric.L2);
        Check(train, parameters, validation, metric);
        var workers = new Workers(parameters.Threads, cancellationToken);
        var booster = new Booster(train, parameters, metric, validation, workers);
        var trees = new List<DecisionTree>();
        var history = new List<TrainingProgress>();
        int best = 0;
        double bestValue = double.NaN;
        for (int iteration = 1; iteration <= parameters.Iterations; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (booster.Grow(iteration - 1) is not { } tree)
            {
                break;
            }

            trees.Add(tree);
            double? value = booster.Measure();
            double gained = value is null || best == 0 ? double.PositiveInfinity
                : booster.HigherIsBetter ? value.Value - bestValue : bestValue - value.Value;
            if (gained > parameters.EarlyStoppingMinDelta)
            {
                best = iteration;
                bestValue = value ?? double.NaN;
            }

            history.Add(new TrainingProgress(iteration, parameters.Iterations, metric, value, best));
            progress?.Report(history[^1]);
            if (parameters.EarlyStoppingRounds > 0 && iteration - best >= parameters.EarlyStoppingRounds)
            {
                break;
            }
        }

        if (trees.Count == 0)
        {
            trees.Add(booster.ConstantTree());
            best = 1;
        }

        int kept = parameters.EarlyStoppingRounds > 0 ? best : trees.Count;
        return new TrainingResult(Model(train, parameters, booster, trees[..kept]), best, history);
    }

    private static TreeModel Model(Dataset train, TrainingParameters parameters, Booster booster, List<DecisionTree> trees)
    {
        if (!Objective.TryParse(booster.ObjectiveText, 1, out Objective objective, out string error))
        {
            throw new InvalidOperationException(error);
        }

        return new TreeModel(new ModelContent
        {
            ClassCount = 1,
            OutputCount = 1,
            LabelIndex = 0,
            Objective = objective,
            AverageOutput = false,
            FeatureNames = [.. train.FeatureNames],
            FeatureInfos = Array.ConvertAll(booster.Bins, bins => bins.Info),
            MonotoneConstraints = ParameterText.Signs(parameters.MonotoneConstraints, ' '),
            Trees = [.. trees],
            Parameters = ParameterText.Lines(parameters),
        });
    }

    private static void CheckLabels(Dataset validation, TrainingMetric metric)
    {
        if (Array.FindIndex(validation.Labels, label => label is not (0 or 1)) is >= 0 and var bad)
        {
            throw new TrainingInputException(string.Create(
                CultureInfo.InvariantCulture, $"Label of row {bad} of the validation set is {validation.Labels[bad]}; the binary objective needs 0 or 1."));
        }

        double[] weighed = [.. validation.Labels.Where((_, row) => validation.Weights is null || validation.Weights[row] > 0)];
        if (metric == TrainingMetric.Auc && !(weighed.Contains(0) && weighed.Contains(1)))
        {
            throw new TrainingInputException($"The validation set has no rows with weight of label {(weighed.Contains(0) ? 1 : 0)}; the metric auc needs both labels.");
        }
    }

    private static void Check(Dataset train, TrainingParameters parameters, Dataset? validation, TrainingMetric metric)
    {
        if (parameters.MonotoneConstraints.Count > 0 && parameters.MonotoneConstraints.Count != train.FeatureCount)
        {
            throw new TrainingInputException($"monotone_constraints has {parameters.MonotoneConstraints.Count} values for {train.FeatureCount} features.");
        }

        for (int f = 0; f < parameters.MonotoneConstraints.Count; f++)
        {
            if (parameters.MonotoneConstraints[f] != 0 && train.IsCategorical(f))
            {
                throw new TrainingInputException($"monotone_constraints bind the categorical feature '{train.FeatureNames[f]}', whose values have no order.");
            }
        }

        bool forLabels = metric is TrainingMetric.Auc or TrainingMetric.BinaryLogLoss;
        if (forLabels != (parameters.Objective == TrainingObjective.Binary))
        {
            throw new TrainingInputException($"The metric {metric} does not go with the objective {parameters.Objective}.");
        }

        if (validation is null)
        {
            if (parameters.EarlyStoppingRounds > 0)
            {
                throw new TrainingInputException("early_stopping_round needs a validation set.");
            }

            return;
        }

        if (!validation.FeatureNames.SequenceEqual(train.FeatureNames, StringComparer.Ordinal))
        {
            throw new TrainingInputException("The validation set has other features than the training set.");
        }

        if (parameters.Objective == TrainingObjective.Binary)
        {
            CheckLabels(validation, metric);
        }
    }
}
