using System.Globalization;

namespace PreDelinquency.Trees.Training;

/// <summary>LightGBM's names of the training parameters: reading them, and writing them into a model file.</summary>
internal static class ParameterText
{
    // Parameters of LightGBM's that are not read here.
    private static readonly string[] Elsewhere =
    [
        "verbosity", "verbose", "task", "device", "device_type", "force_col_wise", "force_row_wise", "num_class", "extra_trees", "path_smooth", "first_metric_only",
        "tree_learner", "histogram_pool_size", "pos_bagging_fraction", "neg_bagging_fraction", "bagging_by_query", "feature_fraction_bynode", "max_delta_step",
        "linear_tree", "linear_lambda", "drop_rate", "max_drop", "skip_drop", "top_rate", "other_rate", "top_k", "monotone_constraints_method", "monotone_penalty",
        "feature_contri", "forcedsplits_filename", "refit_decay_rate", "interaction_constraints", "use_quantized_grad", "max_bin_by_feature", "enable_bundle",
        "is_enable_sparse", "categorical_feature", "cat_feature", "label_column", "weight_column", "ignore_column", "header", "metric_freq", "is_provide_training_metric",
        "eval_at", "lambdarank_truncation_level", "alpha", "fair_c", "poisson_max_delta_step", "tweedie_variance_power", "reg_sqrt", "gpu_platform_id", "gpu_device_id",
    ];

    // LightGBM's aliases, as in its Parameters page.
    private static readonly Dictionary<string, string> Aliases = Invert(
        ("objective", "app application loss objective_type"),
        ("boosting", "boosting_type boost"),
        ("metric", "metrics metric_types"),
        ("num_iterations", "num_iteration n_iter num_tree num_trees num_round num_rounds nrounds num_boost_round n_estimators max_iter"),
        ("learning_rate", "shrinkage_rate eta"),
        ("num_leaves", "num_leaf max_leaves max_leaf max_leaf_nodes"),
        ("min_data_in_leaf", "min_data_per_leaf min_data min_child_samples min_samples_leaf"),
        ("min_sum_hessian_in_leaf", "min_sum_hessian_per_leaf min_sum_hessian min_hessian min_child_weight"),
        ("lambda_l1", "reg_alpha l1_regularization"),
        ("lambda_l2", "reg_lambda lambda l2_regularization"),
        ("min_gain_to_split", "min_split_gain"),
        ("bagging_fraction", "sub_row subsample bagging"),
        ("bagging_freq", "subsample_freq"),
        ("bagging_seed", "bagging_fraction_seed"),
        ("feature_fraction", "sub_feature colsample_bytree"),
        ("early_stopping_round", "early_stopping_rounds early_stopping n_iter_no_change"),
        ("max_bin", "max_bins"),
        ("bin_construct_sample_cnt", "subsample_for_bin"),
        ("data_random_seed", "data_seed"),
        ("monotone_constraints", "mc monotone_constraint monotonic_cst"),
        ("is_unbalance", "unbalance unbalanced_sets"),
        ("num_threads", "num_thread nthread nthreads n_jobs"),
        ("seed", "random_seed random_state"));

    public static TrainingParameters Parse(IEnumerable<KeyValuePair<string, string>> parameters, TrainingParameters defaults)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string given, string value) in parameters)
        {
            string name = Aliases.GetValueOrDefault(given, given);
            if (!values.TryAdd(name, value))
            {
                throw new TrainingInputException($"Training parameter {name} is given twice.");
            }
        }

        TrainingParameters result = defaults;
        // One seed sets all others, which may still be given on their own.
        if (values.Remove("seed", out string? seed))
        {
            int number = Int("seed", seed);
            result = result with { BaggingSeed = number, FeatureFractionSeed = number, DataSeed = number };
        }

        foreach ((string name, string value) in values)
        {
            result = Set(result, name, value);
        }

        return result;
    }

    /// <summary>The lines of a model file's parameters section.</summary>
    public static IReadOnlyList<string> Lines(TrainingParameters p) =>
    [
        "[boosting: gbdt]", $"[objective: {ObjectiveName(p.Objective)}]", Line("num_iterations", p.Iterations),
        Line("learning_rate", p.LearningRate), Line("num_leaves", p.Leaves), Line("max_depth", p.MaxDepth),
        Line("min_data_in_leaf", p.MinDataInLeaf), Line("min_sum_hessian_in_leaf", p.MinSumHessianInLeaf),
        Line("bagging_fraction", p.BaggingFraction), Line("bagging_freq", p.BaggingFrequency), Line("bagging_seed", p.BaggingSeed),
        Line("feature_fraction", p.FeatureFraction), Line("feature_fraction_seed", p.FeatureFractionSeed),
        Line("early_stopping_round", p.EarlyStoppingRounds), Line("early_stopping_min_delta", p.EarlyStoppingMinDelta),
        Line("lambda_l1", p.LambdaL1), Line("lambda_l2", p.LambdaL2), Line("min_gain_to_split", p.MinGainToSplit),
        Line("min_data_per_group", p.MinDataPerGroup), Line("max_cat_threshold", p.MaxCategoriesPerSplit),
        Line("cat_l2", p.CategoryL2), Line("cat_smooth", p.CategorySmoothing), Line("max_cat_to_onehot", p.MaxCategoriesOneHot),
        $"[monotone_constraints: {Signs(p.MonotoneConstraints, ',')}]", Line("max_bin", p.MaxBin),
        Line("min_data_in_bin", p.MinDataInBin), Line("bin_construct_sample_cnt", p.BinSampleRows),
        Line("data_random_seed", p.DataSeed), Line("use_missing", p.UseMissing ? 1 : 0),
        Line("zero_as_missing", p.ZeroAsMissing ? 1 : 0), Line("feature_pre_filter", p.FeaturePreFilter ? 1 : 0),
        Line("is_unbalance", p.IsUnbalanced ? 1 : 0), Line("scale_pos_weight", p.ScalePositiveWeight), Line("sigmoid", p.Sigmoid),
        Line("boost_from_average", p.BoostFromAverage ? 1 : 0),
    ];

    /// <summary>The directions that bind the features, one number each.</summary>
    public static string Signs(IReadOnlyList<int> monotoneConstraints, char separator) =>
        string.Join(separator, monotoneConstraints.Select(direction => direction.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The same by name.</summary>
    public static Dictionary<string, string> Pairs(TrainingParameters p) => Lines(p)
        .Select(line => line.Trim('[', ']').Split(": ", 2))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static Dictionary<string, string> Invert(params ReadOnlySpan<(string Name, string Aliases)> names)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string aliases) in names)
        {
            foreach (string alias in aliases.Split(' '))
            {
                result.Add(alias, name);
            }
        }

        return result;
    }

    private static TrainingParameters Set(TrainingParameters p, string name, string value) => name switch
    {
        "objective" => p with { Objective = Objective(value) },
        "metric" => p with { Metric = Metric(value) },
        "boosting" => value is "gbdt" or "gbrt" ? p : throw Bad(name, value, "gbdt, the only kind trained here"),
        "deterministic" => Bool(name, value) ? p : throw Bad(name, value, "true: training always is"),
        "num_iterations" => p with { Iterations = Int(name, value) },
        "learning_rate" => p with { LearningRate = Double(name, value) },
        "num_leaves" => p with { Leaves = Int(name, value) },
        "max_depth" => p with { MaxDepth = Int(name, value) },
        "min_data_in_leaf" => p with { MinDataInLeaf = Int(name, value) },
        "min_sum_hessian_in_leaf" => p with { MinSumHessianInLeaf = Double(name, value) },
        "lambda_l1" => p with { LambdaL1 = Double(name, value) },
        "lambda_l2" => p with { LambdaL2 = Double(name, value) },
        "min_gain_to_split" => p with { MinGainToSplit = Double(name, value) },
        "bagging_fraction" => p with { BaggingFraction = Double(name, value) },
        "bagging_freq" => p with { BaggingFrequency = Int(name, value) },
        "bagging_seed" => p with { BaggingSeed = Int(name, value) },
        "feature_fraction" => p with { FeatureFraction = Double(name, value) },
        "feature_fraction_seed" => p with { FeatureFractionSeed = Int(name, value) },
        "early_stopping_round" => p with { EarlyStoppingRounds = Int(name, value) },
        "early_stopping_min_delta" => p with { EarlyStoppingMinDelta = Double(name, value) },
        "max_bin" => p with { MaxBin = Int(name, value) },
        "min_data_in_bin" => p with { MinDataInBin = Int(name, value) },
        "bin_construct_sample_cnt" => p with { BinSampleRows = Int(name, value) },
        "data_random_seed" => p with { DataSeed = Int(name, value) },
        "use_missing" => p with { UseMissing = Bool(name, value) },
        "zero_as_missing" => p with { ZeroAsMissing = Bool(name, value) },
        "feature_pre_filter" => p with { FeaturePreFilter = Bool(name, value) },
        "min_data_per_group" => p with { MinDataPerGroup = Int(name, value) },
        "max_cat_threshold" => p with { MaxCategoriesPerSplit = Int(name, value) },
        "cat_l2" => p with { CategoryL2 = Double(name, value) },
        "cat_smooth" => p with { CategorySmoothing = Double(name, value) },
        "max_cat_to_onehot" => p with { MaxCategoriesOneHot = Int(name, value) },
        "monotone_constraints" => p with { MonotoneConstraints = [.. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(v => Int(name, v))] },
        "scale_pos_weight" => p with { ScalePositiveWeight = Double(name, value) },
        "is_unbalance" => p with { IsUnbalanced = Bool(name, value) },
        "sigmoid" => p with { Sigmoid = Double(name, value) },
        "boost_from_average" => p with { BoostFromAverage = Bool(name, value) },
        "num_threads" => p with { Threads = Int(name, value) },
        _ => throw Unknown(name),
    };

    private static TrainingInputException Unknown(string name)
    {
        if (Elsewhere.Contains(name, StringComparer.Ordinal))
        {
            return new TrainingInputException($"Training parameter {name} is LightGBM's and has no meaning here, or none yet: leave it out.");
        }

        string[] known = [.. Pairs(new TrainingParameters()).Keys, .. Aliases.Keys, "metric", "seed", "num_threads"];
        string? near = NearestName.Of(name, known);
        return new TrainingInputException($"Unknown training parameter '{name}'{(near is null ? "" : $"; {Aliases.GetValueOrDefault(near, near)} is one")}.");
    }

    /// <summary>LightGBM's name of a metric.</summary>
    public static string NameOf(TrainingMetric metric) => metric switch
    {
        TrainingMetric.BinaryLogLoss => "binary_logloss",
        TrainingMetric.Auc => "auc",
        TrainingMetric.L2 => "l2",
        TrainingMetric.Rmse => "rmse",
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "is no metric."),
    };

    private static TrainingObjective Objective(string value) => value switch
    {
        "binary" => TrainingObjective.Binary,
        "regression" or "regression_l2" or "l2" or "mean_squared_error" or "mse" => TrainingObjective.Regression,
        _ => throw Bad("objective", value, "binary or regression"),
    };

    private static TrainingMetric? Metric(string value) => value switch
    {
        "" => null,
        "binary_logloss" or "binary" => TrainingMetric.BinaryLogLoss,
        "auc" => TrainingMetric.Auc,
        "l2" or "mse" or "mean_squared_error" or "regression" or "regression_l2" => TrainingMetric.L2,
        "rmse" or "l2_root" or "root_mean_squared_error" => TrainingMetric.Rmse,
        _ => throw Bad("metric", value, "binary_logloss, auc, l2 or rmse"),
    };

    private static string ObjectiveName(TrainingObjective objective) => objective == TrainingObjective.Binary ? "binary" : "regression";

    private static int Int(string name, string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number
        : throw Bad(name, value, "a whole number");

    private static double Double(string name, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
        : throw Bad(name, value, "a finite number");

    private static bool Bool(string name, string value) => value switch
    {
        "true" or "True" or "1" or "+" => true,
        "false" or "False" or "0" or "-" => false,
        _ => throw Bad(name, value, "true or false"),
    };

    private static TrainingInputException Bad(string name, string value, string rule) =>
        new($"Training parameter {name}={value} must be {rule}.");

    private static string Line(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"[{name}: {value}]");
}
