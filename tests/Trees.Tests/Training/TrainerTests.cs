namespace PreDelinquency.Trees.Tests.Training;

public sealed class TrainerTests
{
    [Fact]
    public void A_single_split_is_the_one_worked_out_by_hand()
    {
        // Labels 0 and 10 part at x = 49.5. Mean 5; one full step gives leaves -5 and +5, so 0 and 10 with the start value.
        double[] x = [.. Enumerable.Range(0, 100).Select(i => (double)i)];
        double[] y = [.. x.Select(v => v < 50 ? 0.0 : 10.0)];
        TreeModel model = Trainer.Train(new Dataset(["x"], [x], y), new TrainingParameters
        {
            Objective = TrainingObjective.Regression,
            Iterations = 1,
            Leaves = 2,
            LearningRate = 1,
            MinDataInBin = 1,
        }).Model;
        Assert.Equal(0, model.RawScore([49]), 4);
        Assert.Equal(10, model.RawScore([50]), 4);
        Assert.Equal(5, model.ExpectedValue, 4);
        Assert.Contains("\nthreshold=49.50000000000000", Drawn.Text(model), StringComparison.Ordinal);
        Assert.Contains("\ninternal_count=100\n", Drawn.Text(model), StringComparison.Ordinal);
    }

    [Fact]
    public void Regression_learns_a_curve()
    {
        var random = new Random(2);
        double[] x = [.. Enumerable.Range(0, 5_000).Select(_ => 6 * random.NextDouble())];
        double[] y = [.. x.Select(v => Math.Sin(v) + (0.1 * Drawn.Normal(random)))];
        TreeModel model = Trainer.Train(
            new Dataset(["x"], [x], y), new TrainingParameters { Objective = TrainingObjective.Regression, Iterations = 100 }).Model;
        double worst = Enumerable.Range(1, 58).Max(i => Math.Abs(model.Predict([i / 10.0]) - Math.Sin(i / 10.0)));
        Assert.InRange(worst, 0, 0.15);
    }

    [Fact]
    public void Leaves_are_weighted_means()
    {
        // Left of 50 half the rows say 0 and half, of three times the weight, say 4: mean 3. Right of 50 all say 10.
        double[] x = [.. Enumerable.Range(0, 100).Select(i => (double)i)];
        double[] y = [.. x.Select(v => v >= 50 ? 10.0 : v % 2 == 0 ? 0 : 4)];
        double[] weights = [.. x.Select(v => v < 50 && v % 2 == 1 ? 3.0 : 1.0)];
        TreeModel model = Trainer.Train(new Dataset(["x"], [x], y, weights), new TrainingParameters
        {
            Objective = TrainingObjective.Regression,
            Iterations = 1,
            Leaves = 2,
            LearningRate = 1,
            MinDataInBin = 1,
        }).Model;
        Assert.Equal(3, model.RawScore([20]), 4);
        Assert.Equal(10, model.RawScore([80]), 4);
    }

    [Fact]
    public void Early_stopping_keeps_the_trees_up_to_the_best_iteration()
    {
        (Dataset train, _, _) = Drawn.Binary(600, seed: 1);
        (Dataset valid, double[] rows, double[] labels) = Drawn.Binary(2_000, seed: 2);
        var reports = new List<TrainingProgress>();
        TrainingResult result = Trainer.Train(
            train,
            new TrainingParameters { Iterations = 300, LearningRate = 0.3, EarlyStoppingRounds = 10, Metric = TrainingMetric.Auc },
            valid,
            new Collected(reports));
        Assert.True(result.History.Count < 300);
        Assert.Equal(result.BestIteration + 10, result.History.Count);
        Assert.Equal(result.BestIteration, result.Model.TreeCount);
        Assert.Equal(result.History, reports);
        double best = result.History.Max(progress => progress.ValidationValue!.Value);
        Assert.Equal(best, result.History[result.BestIteration - 1].ValidationValue);
        var scores = new double[labels.Length];
        result.Model.RawScoreBatch(rows, scores);
        Assert.Equal(best, BinaryMetrics.Auc(scores, labels), 10);
    }

    [Fact]
    public void The_model_bends_only_the_way_its_constraints_allow()
    {
        var random = new Random(9);
        double[] x = [.. Enumerable.Range(0, 4_000).Select(_ => random.NextDouble())];
        double[] other = [.. x.Select(_ => random.NextDouble())];
        double[] y = [.. x.Zip(other, (v, o) => v + (0.3 * Math.Sin(20 * v)) - o + (0.1 * Drawn.Normal(random)))];
        var parameters = new TrainingParameters { Objective = TrainingObjective.Regression, Iterations = 50 };
        var data = new Dataset(["x", "other"], [x, other], y);
        TreeModel bound = Trainer.Train(data, parameters with { MonotoneConstraints = [1, -1] }).Model;
        TreeModel free = Trainer.Train(data, parameters).Model;
        Assert.True(Falls(free));
        Assert.False(Falls(bound));
        Assert.Contains("\nmonotone_constraints=1 -1\n", Drawn.Text(bound), StringComparison.Ordinal);

        static bool Falls(TreeModel model) => Enumerable.Range(0, 10).Any(o => Enumerable.Range(0, 200).Any(i =>
            model.RawScore([(i + 1) / 200.0, o / 10.0]) < model.RawScore([i / 200.0, o / 10.0])
            || model.RawScore([o / 10.0, (i + 1) / 200.0]) > model.RawScore([o / 10.0, i / 200.0])));
    }

    [Fact]
    public void Constraints_hold_beside_missing_values_and_categories()
    {
        // Missing x means a low value, so that a free model would not let it follow the others; a third feature is a category.
        var random = new Random(12);
        const int rows = 6_000;
        double[] x = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())];
        double[] category = [.. x.Select(_ => (double)random.Next(8))];
        double[] y = [.. x.Zip(category, (v, c) => v + (0.4 * Math.Sin(15 * v)) + (c % 2) + (0.1 * Drawn.Normal(random)))];
        double[] seen = [.. x.Select((v, i) => i % 5 == 0 ? double.NaN : v)];
        double[] late = [.. y.Select((v, i) => i % 5 == 0 ? v - 2 : v)];
        var data = new Dataset(["x", "c"], [seen, category], late, null, [false, true]);
        var parameters = new TrainingParameters { Objective = TrainingObjective.Regression, Iterations = 40, MinDataPerGroup = 20 };
        TreeModel bound = Trainer.Train(data, parameters with { MonotoneConstraints = [1, 0] }).Model;
        Assert.True(Falls(Trainer.Train(data, parameters).Model));
        Assert.False(Falls(bound));
        // What the constraint leaves free is still learned: missing values and categories.
        Assert.InRange(bound.RawScore([0.5, 2]) - bound.RawScore([double.NaN, 2]), 1.5, 2.5);
        Assert.InRange(bound.RawScore([0.5, 1]) - bound.RawScore([0.5, 2]), 0.7, 1.3);
        Assert.Contains("cat_threshold=", Drawn.Text(bound), StringComparison.Ordinal);

        static bool Falls(TreeModel model) => Enumerable.Range(-1, 10).Any(c => Enumerable.Range(0, 200).Any(i =>
            model.RawScore([(i + 1) / 200.0, c]) < model.RawScore([i / 200.0, c])));
    }

    [Fact]
    public void Categories_are_split_as_sets()
    {
        // Odd categories have label 1: one split on the set says it all, no threshold could.
        double[] category = [.. Enumerable.Range(0, 4_000).Select(i => (double)(i % 20))];
        double[] y = [.. category.Select(c => c % 2)];
        TreeModel model = Trainer.Train(
            new Dataset(["c"], [category], y, null, [true]),
            new TrainingParameters { Objective = TrainingObjective.Regression, Iterations = 1, Leaves = 2, LearningRate = 1, CategoryL2 = 0 }).Model;
        for (int c = 0; c < 20; c++)
        {
            Assert.Equal(c % 2, model.RawScore([c]), 4);
        }

        Assert.Equal(model.RawScore([0]), model.RawScore([double.NaN]));
        Assert.Equal("-1:0:1:2:3:4:5:6:7:8:9:10:11:12:13:14:15:16:17:18:19", model.FeatureInfos[0]);
    }

    [Fact]
    public void Labels_of_one_kind_give_a_constant_model()
    {
        var data = new Dataset(["x"], [[.. Enumerable.Range(0, 100).Select(i => (double)i)]], new double[100]);
        TrainingResult result = Trainer.Train(data, new TrainingParameters());
        Assert.Equal(1, result.Model.TreeCount);
        Assert.InRange(result.Model.Predict([3]), 0, 1e-10);
        Assert.Equal(result.Model.RawScore([3]), TreeModel.Read(new StringReader(Drawn.Text(result.Model))).RawScore([7]));
    }

    [Fact]
    public void Many_bins_and_many_leaves_work()
    {
        (Dataset data, double[] rows, double[] labels) = Drawn.Binary(3_000, seed: 4);
        TreeModel model = Trainer.Train(data, new TrainingParameters { Iterations = 3, MaxBin = 2_000, MinDataInBin = 1, Leaves = 500, MinDataInLeaf = 2 }).Model;
        var predictions = new double[labels.Length];
        model.PredictBatch(rows, predictions);
        Assert.InRange(BinaryMetrics.Auc(predictions, labels), 0.95, 1);
    }

    [Fact]
    public void Depth_leaves_and_rows_stay_within_their_limits()
    {
        (Dataset data, _, _) = Drawn.Binary(5_000, seed: 4);
        string text = Drawn.Text(Trainer.Train(data, new TrainingParameters { Iterations = 5, MaxDepth = 3, MinDataInLeaf = 200 }).Model);
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith("num_leaves=", StringComparison.Ordinal))
            {
                Assert.InRange(int.Parse(line[11..], System.Globalization.CultureInfo.InvariantCulture), 2, 8);
            }

            if (line.StartsWith("leaf_count=", StringComparison.Ordinal))
            {
                // Rows are estimated from hessians while searching, as in LightGBM, so a leaf may miss the limit by a little.
                Assert.All(line[11..].Split(' '), count => Assert.InRange(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), 150, 5_000));
            }
        }
    }

    [Theory]
    [InlineData(1e308)]
    [InlineData(1e200)]
    public void Training_that_diverges_says_so_and_gives_no_model(double learningRate)
    {
        (Dataset data, _, double[] labels) = Drawn.Binary(500, seed: 4);
        double[] large = Array.ConvertAll(labels, label => 1e6 * label);
        var regression = new Dataset(Drawn.Names, [.. Enumerable.Range(0, data.FeatureCount).Select(f => data.Column(f).ToArray())], large);
        var parameters = new TrainingParameters { Objective = TrainingObjective.Regression, LearningRate = learningRate, Iterations = 3 };
        var error = Assert.Throws<TrainingDivergedException>(() => Trainer.Train(regression, parameters));
        Assert.StartsWith("Training diverged", error.Message, StringComparison.Ordinal);
        Assert.Contains("Lower learning_rate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_stops_when_it_is_cancelled()
    {
        (Dataset data, _, _) = Drawn.Binary(500, seed: 4);
        using var source = new CancellationTokenSource();
        var reports = new List<TrainingProgress>();
        Assert.Throws<OperationCanceledException>(() => Trainer.Train(
            data, new TrainingParameters { Iterations = 1_000 }, null, new Collected(reports, source.Cancel), source.Token));
        Assert.Single(reports);
    }

    private sealed class Collected(List<TrainingProgress> reports, Action? then = null) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            reports.Add(value);
            then?.Invoke();
        }
    }
}
