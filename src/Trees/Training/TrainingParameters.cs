using System.Globalization;

namespace PreDelinquency.Trees;

/// <summary>How to train. Names, meanings and defaults are LightGBM's (see its Parameters page), but for the objective, which is binary where none is named.</summary>
/// <remarks><see cref="Parse(IEnumerable{KeyValuePair{string, string}})"/> reads LightGBM's own names and refuses what this trainer does not know.</remarks>
public sealed record TrainingParameters
{
    /// <summary>LightGBM's name of a metric, such as <c>binary_logloss</c>.</summary>
    public static string NameOf(TrainingMetric metric) => Training.ParameterText.NameOf(metric);

    /// <summary>What to minimise (objective).</summary>
    public TrainingObjective Objective { get; init; } = TrainingObjective.Binary;

    /// <summary>What to follow on the validation set (metric); null for the objective's own loss.</summary>
    public TrainingMetric? Metric { get; init; }

    /// <summary>Number of trees, at least 1 (num_iterations).</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>Factor on every leaf, above 0 (learning_rate).</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Most leaves of a tree, 2 to 131072 (num_leaves).</summary>
    public int Leaves { get; init; } = 31;

    /// <summary>Most splits above a leaf; 0 or less for no limit (max_depth).</summary>
    public int MaxDepth { get; init; } = -1;

    /// <summary>Fewest rows of a leaf, at least 0 (min_data_in_leaf).</summary>
    public int MinDataInLeaf { get; init; } = 20;

    /// <summary>Smallest sum of second derivatives of a leaf, at least 0 (min_sum_hessian_in_leaf).</summary>
    public double MinSumHessianInLeaf { get; init; } = 1e-3;

    /// <summary>L1 penalty on leaf values, at least 0 (lambda_l1).</summary>
    public double LambdaL1 { get; init; }

    /// <summary>L2 penalty on leaf values, at least 0 (lambda_l2).</summary>
    public double LambdaL2 { get; init; }

    /// <summary>Smallest gain worth a split, at least 0 (min_gain_to_split).</summary>
    public double MinGainToSplit { get; init; }

    /// <summary>Share of rows drawn for a tree, above 0 to 1; needs <see cref="BaggingFrequency"/> (bagging_fraction).</summary>
    public double BaggingFraction { get; init; } = 1;

    /// <summary>Draw rows anew every so many trees; 0 for never (bagging_freq).</summary>
    public int BaggingFrequency { get; init; }

    /// <summary>Seed of the rows drawn (bagging_seed).</summary>
    public int BaggingSeed { get; init; } = 3;

    /// <summary>Share of features drawn for a tree, above 0 to 1 (feature_fraction).</summary>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>Seed of the features drawn (feature_fraction_seed).</summary>
    public int FeatureFractionSeed { get; init; } = 2;

    /// <summary>Stop when the metric has not improved for so many trees; 0 for never. Needs a validation set (early_stopping_round).</summary>
    public int EarlyStoppingRounds { get; init; }

    /// <summary>Smallest change that counts as an improvement, at least 0 (early_stopping_min_delta).</summary>
    public double EarlyStoppingMinDelta { get; init; }

    /// <summary>Most bins of a feature, 2 to 65535 (max_bin).</summary>
    public int MaxBin { get; init; } = 255;

    /// <summary>Fewest rows of a bin, at least 1 (min_data_in_bin).</summary>
    public int MinDataInBin { get; init; } = 3;

    /// <summary>Rows that bins are found from, at least 1 (bin_construct_sample_cnt).</summary>
    public int BinSampleRows { get; init; } = 200_000;

    /// <summary>Seed of those rows (data_random_seed).</summary>
    public int DataSeed { get; init; } = 1;

    /// <summary>Whether missing values have a side of their own; else NaN is zero (use_missing).</summary>
    public bool UseMissing { get; init; } = true;

    /// <summary>Whether zero counts as missing too (zero_as_missing).</summary>
    public bool ZeroAsMissing { get; init; }

    /// <summary>Whether features that no split could use are left out from the start (feature_pre_filter).</summary>
    public bool FeaturePreFilter { get; init; } = true;

    /// <summary>Fewest rows of a group of categories, at least 1 (min_data_per_group).</summary>
    public int MinDataPerGroup { get; init; } = 100;

    /// <summary>Most categories on the smaller side of a split, at least 1 (max_cat_threshold).</summary>
    public int MaxCategoriesPerSplit { get; init; } = 32;

    /// <summary>Extra L2 penalty of categorical splits, at least 0 (cat_l2).</summary>
    public double CategoryL2 { get; init; } = 10;

    /// <summary>Smoothing of small categories, at least 0 (cat_smooth).</summary>
    public double CategorySmoothing { get; init; } = 10;

    /// <summary>Features of at most so many bins split one category from the rest, at least 1 (max_cat_to_onehot).</summary>
    public int MaxCategoriesOneHot { get; init; } = 4;

    /// <summary>Per feature -1 (falling), 0 (free) or 1 (rising); empty for all free (monotone_constraints).</summary>
    public IReadOnlyList<int> MonotoneConstraints { get; init; } = [];

    /// <summary>Weight of positive labels, above 0 (scale_pos_weight).</summary>
    public double ScalePositiveWeight { get; init; } = 1;

    /// <summary>Weight the rarer label up until both weigh the same (is_unbalance).</summary>
    public bool IsUnbalanced { get; init; }

    /// <summary>Factor inside the sigmoid, above 0 (sigmoid).</summary>
    public double Sigmoid { get; init; } = 1;

    /// <summary>Whether the first tree starts from the labels' mean (boost_from_average).</summary>
    public bool BoostFromAverage { get; init; } = true;

    /// <summary>Threads; 0 for one per processor. The model does not depend on it (num_threads).</summary>
    public int Threads { get; init; }

    /// <summary>Reads parameters under LightGBM's names or their usual aliases.</summary>
    /// <exception cref="TrainingInputException">A name is unknown or given twice, or a value is malformed or out of range; the message names it.</exception>
    public static TrainingParameters Parse(IEnumerable<KeyValuePair<string, string>> parameters) => Parse(parameters, new TrainingParameters());

    /// <summary>Reads parameters under LightGBM's names or their usual aliases; what is not given stays as it was.</summary>
    /// <exception cref="TrainingInputException">A name is unknown or given twice, or a value is malformed or out of range; the message names it.</exception>
    public static TrainingParameters Parse(IEnumerable<KeyValuePair<string, string>> parameters, TrainingParameters defaults)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(defaults);
        TrainingParameters result = Training.ParameterText.Parse(parameters, defaults);
        result.Validate();
        return result;
    }

    /// <summary>The parameters that make the model, under LightGBM's names; <see cref="Parse(IEnumerable{KeyValuePair{string, string}})"/> reads them.</summary>
    public IReadOnlyDictionary<string, string> ToPairs() => Training.ParameterText.Pairs(this);

    /// <summary>Checks every range.</summary>
    /// <exception cref="TrainingInputException">A value is out of range; the message names it, the value and the rule.</exception>
    public void Validate()
    {
        Require(Enum.IsDefined(Objective), "objective", Objective, "known");
        Require(Metric is null || Enum.IsDefined(Metric.Value), "metric", Metric, "known");
        Require(Iterations >= 1, "num_iterations", Iterations, "at least 1");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), "learning_rate", LearningRate, "above 0");
        Require(Leaves is >= 2 and <= 131_072, "num_leaves", Leaves, "2 to 131072");
        RequireNotNegative("min_data_in_leaf", MinDataInLeaf);
        RequireNotNegative("min_sum_hessian_in_leaf", MinSumHessianInLeaf);
        RequireNotNegative("lambda_l1", LambdaL1);
        RequireNotNegative("lambda_l2", LambdaL2);
        RequireNotNegative("min_gain_to_split", MinGainToSplit);
        Require(BaggingFraction is > 0 and <= 1, "bagging_fraction", BaggingFraction, "above 0, at most 1");
        RequireNotNegative("bagging_freq", BaggingFrequency);
        Require(FeatureFraction is > 0 and <= 1, "feature_fraction", FeatureFraction, "above 0, at most 1");
        RequireNotNegative("early_stopping_round", EarlyStoppingRounds);
        RequireNotNegative("early_stopping_min_delta", EarlyStoppingMinDelta);
        Require(MaxBin is >= 2 and <= 65_535, "max_bin", MaxBin, "2 to 65535");
        Require(MinDataInBin >= 1, "min_data_in_bin", MinDataInBin, "at least 1");
        Require(BinSampleRows >= 1, "bin_construct_sample_cnt", BinSampleRows, "at least 1");
        Require(MinDataPerGroup >= 1, "min_data_per_group", MinDataPerGroup, "at least 1");
        Require(MaxCategoriesPerSplit >= 1, "max_cat_threshold", MaxCategoriesPerSplit, "at least 1");
        RequireNotNegative("cat_l2", CategoryL2);
        RequireNotNegative("cat_smooth", CategorySmoothing);
        Require(MaxCategoriesOneHot >= 1, "max_cat_to_onehot", MaxCategoriesOneHot, "at least 1");
        Require(MonotoneConstraints.All(c => c is >= -1 and <= 1), "monotone_constraints", string.Join(',', MonotoneConstraints), "-1, 0 or 1 each");
        Require(ScalePositiveWeight > 0 && double.IsFinite(ScalePositiveWeight), "scale_pos_weight", ScalePositiveWeight, "above 0");
        Require(!IsUnbalanced || ScalePositiveWeight == 1, "is_unbalance", IsUnbalanced, "false where scale_pos_weight is set");
        Require(Sigmoid > 0 && double.IsFinite(Sigmoid), "sigmoid", Sigmoid, "above 0");
        RequireNotNegative("num_threads", Threads);
    }

    private static void RequireNotNegative(string name, double value) =>
        Require(value >= 0 && double.IsFinite(value), name, value, "at least 0");

    private static void Require(bool holds, string name, object? value, string rule)
    {
        if (!holds)
        {
            throw new TrainingInputException(string.Create(CultureInfo.InvariantCulture, $"Training parameter {name}={value} must be {rule}."));
        }
    }
}
