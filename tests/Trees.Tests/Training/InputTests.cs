namespace PreDelinquency.Trees.Tests.Training;

public sealed class InputTests
{
    private static readonly Dataset Two = new(["x", "y"], [[1, 2], [3, 4]], [0, 1]);

    [Fact]
    public void Parameters_are_read_under_lightgbms_names_and_aliases()
    {
        TrainingParameters read = TrainingParameters.Parse(new Dictionary<string, string>
        {
            ["objective"] = "regression",
            ["n_estimators"] = "12",
            ["eta"] = "0.25",
            ["num_leaves"] = "7",
            ["bagging_fraction"] = "0.5",
            ["bagging_freq"] = "2",
            ["reg_lambda"] = "3",
            ["monotone_constraints"] = "1,0,-1",
            ["seed"] = "42",
            ["is_unbalance"] = "false",
        });
        Assert.Equal(TrainingObjective.Regression, read.Objective);
        Assert.Equal(12, read.Iterations);
        Assert.Equal(0.25, read.LearningRate);
        Assert.Equal(7, read.Leaves);
        Assert.Equal(0.5, read.BaggingFraction);
        Assert.Equal(2, read.BaggingFrequency);
        Assert.Equal(3, read.LambdaL2);
        Assert.Equal([1, 0, -1], read.MonotoneConstraints);
        Assert.Equal(42, read.BaggingSeed);
        Assert.Equal(42, read.FeatureFractionSeed);
    }

    [Theory]
    [InlineData("num_leavs", "31", "num_leavs")]
    [InlineData("num_leaves", "1", "num_leaves=1 must be 2 to 131072")]
    [InlineData("num_leaves", "many", "num_leaves=many must be a whole number")]
    [InlineData("learning_rate", "0", "learning_rate=0")]
    [InlineData("learning_rate", "NaN", "learning_rate")]
    [InlineData("bagging_fraction", "1.5", "bagging_fraction")]
    [InlineData("feature_fraction", "0", "feature_fraction")]
    [InlineData("lambda_l1", "-1", "lambda_l1")]
    [InlineData("max_bin", "1", "max_bin")]
    [InlineData("monotone_constraints", "2", "monotone_constraints")]
    [InlineData("objective", "poisson", "objective=poisson")]
    [InlineData("boosting", "dart", "boosting=dart")]
    [InlineData("metric", "map", "metric=map")]
    [InlineData("is_unbalance", "perhaps", "is_unbalance=perhaps")]
    public void What_is_unknown_or_out_of_range_is_refused_by_name(string name, string value, string message)
    {
        var error = Assert.Throws<TrainingInputException>(() => TrainingParameters.Parse([new(name, value)]));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_given_twice_is_refused() =>
        Assert.Throws<TrainingInputException>(() => TrainingParameters.Parse([new("eta", "0.1"), new("learning_rate", "0.2")]));

    [Fact]
    public void Data_that_break_a_rule_are_refused()
    {
        Refused("at least one feature", () => new Dataset([], [], [1]));
        Refused("at least one row", () => new Dataset(["x"], [[]], []));
        Refused("must be as many", () => new Dataset(["x"], [[1], [2]], [1]));
        Refused("white space", () => new Dataset(["x y"], [[1]], [1]));
        Refused("stands twice", () => new Dataset(["x", "x"], [[1], [2]], [1]));
        Refused("Column 'x' has 2 values", () => new Dataset(["x"], [[1, 2]], [1]));
        Refused("Label of row 1", () => new Dataset(["x"], [[1, 2]], [1, double.NaN]));
        Refused("Weight of row 0", () => new Dataset(["x"], [[1]], [1], [-1]));
        Refused("All weights are 0", () => new Dataset(["x"], [[1]], [1], [0]));
        Refused("1 weights for 2 rows", () => new Dataset(["x"], [[1, 2]], [1, 0], [1]));
        Refused(
            "Category of row 1 in column 'c' is 2000000000, must be at most 16777215",
            () => new Dataset(["x", "c"], [[1, 2], [1, 2e9]], [1, 0], null, [false, true]));
        Refused("Category of row 0", () => new Dataset(["c"], [[double.PositiveInfinity]], [1], null, [true]));
        Refused("3 values for 1 rows of 2", () => Dataset.FromRows(["x", "y"], [1, 2, 3], [1]));
    }

    [Fact]
    public void A_column_that_is_null_is_named() =>
        Assert.Contains("Column 1 is null", Assert.Throws<ArgumentException>(() => new Dataset(["x", "y"], [[1], null!], [1])).Message, StringComparison.Ordinal);

    [Fact]
    public void Validation_labels_are_checked_before_a_tree_is_grown()
    {
        var reports = new List<int>();
        var progress = new Reports(reports);
        var parameters = new TrainingParameters { MinDataInLeaf = 1, MinDataInBin = 1, MinSumHessianInLeaf = 0 };
        var wrong = new Dataset(["x", "y"], [[1, 2], [3, 4]], [0, 2]);
        var negatives = new Dataset(["x", "y"], [[1, 2], [3, 4]], [0, 0]);
        var weightless = new Dataset(["x", "y"], [[1, 2], [3, 4]], [0, 1], [0, 1]);
        Refused("Label of row 1 of the validation set is 2", () => Trainer.Train(Two, parameters, wrong, progress));
        TrainingParameters auc = parameters with { Metric = TrainingMetric.Auc };
        Refused("no rows with weight of label 1; the metric auc", () => Trainer.Train(Two, auc, negatives, progress));
        Refused("no rows with weight of label 0; the metric auc", () => Trainer.Train(Two, auc, weightless, progress));
        Assert.Empty(reports);
        Assert.NotEmpty(Trainer.Train(Two, parameters, negatives, progress).History);
    }

    [Fact]
    public void Parameters_that_do_not_fit_the_data_are_refused()
    {
        var parameters = new TrainingParameters();
        Refused("needs 0 or 1", () => Trainer.Train(new Dataset(["x"], [[1, 2]], [0, 2]), parameters));
        Refused("needs a validation set", () => Trainer.Train(Two, parameters with { EarlyStoppingRounds = 5 }));
        Refused("other features", () => Trainer.Train(Two, parameters, new Dataset(["x", "z"], [[1], [2]], [1])));
        Refused("1 values for 2 features", () => Trainer.Train(Two, parameters with { MonotoneConstraints = [1] }));
        Refused("does not go with", () => Trainer.Train(Two, parameters with { Metric = TrainingMetric.L2 }));
        Refused("whose values have no order", () => Trainer.Train(
            new Dataset(["x", "y"], [[1, 2], [3, 4]], [0, 1], null, [true, false]), parameters with { MonotoneConstraints = [1, 0] }));
    }

    private sealed class Reports(List<int> iterations) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => iterations.Add(value.Iteration);
    }

    private static void Refused(string message, Func<object> act) =>
        Assert.Contains(message, Assert.Throws<TrainingInputException>(act).Message, StringComparison.Ordinal);
}
