namespace PreDelinquency.Trees.Tests.Training;

/// <summary>LightGBM's own figures on the same data and settings, see Golden/README.md; higgs7k is not ours to keep here.</summary>
public sealed class QualityTests
{
    private const double AucSlack = 0.004;
    private const double LogLossSlack = 1.015;

    [Theory]
    [InlineData("train.csv", "test.csv", "k,m", 0.8204, 0.5211)]
    [InlineData("higgs7k.train.csv", "higgs7k.test.csv", "", 0.8321, 0.5043)]
    public void Test_error_is_that_of_lightgbm(string train, string test, string categorical, double auc, double logLoss)
    {
        string folder = Path.Combine(Golden.Folder, "training");
        if (!File.Exists(Path.Combine(folder, train)))
        {
            folder = Environment.GetEnvironmentVariable("TREES_REFERENCE_DATA") ?? "";
        }

        Assert.SkipUnless(
            File.Exists(Path.Combine(folder, train)), $"{train} is not in the folder that TREES_REFERENCE_DATA names.");
        (Dataset trainData, _, _) = Read(Path.Combine(folder, train), categorical);
        (_, double[] rows, double[] labels) = Read(Path.Combine(folder, test), categorical);
        TreeModel model = Trainer.Train(trainData, new TrainingParameters { Iterations = 100, Leaves = 31, LearningRate = 0.1 }).Model;
        var predictions = new double[labels.Length];
        model.PredictBatch(rows, predictions);
        Assert.InRange(BinaryMetrics.Auc(predictions, labels), auc - AucSlack, 1);
        Assert.InRange(BinaryMetrics.LogLoss(predictions, labels), 0, logLoss * LogLossSlack);
    }

    [Theory]
    [InlineData("no_missing", "", 40, "use_missing=false")]
    [InlineData("zero_as_missing", "", 40, "zero_as_missing=true")]
    [InlineData("missing", "", 60, "num_leaves=15")]
    [InlineData("categorical", "k,m", 60, "cat_smooth=5 min_data_per_group=20")]
    public void The_trees_are_lightgbms_own(string reference, string categorical, int trees, string changes)
    {
        (Dataset train, _, _) = Read(Path.Combine(Golden.Folder, "training", "train.csv"), categorical);
        TrainingParameters parameters = TrainingParameters.Parse(
            changes.Split(' ').Select(change => change.Split('=')).Select(pair => KeyValuePair.Create(pair[0], pair[1])),
            new TrainingParameters { Iterations = trees });
        string[] actual = Drawn.Text(Trainer.Train(train, parameters).Model).Split('\n');
        string[] expected = Golden.ModelText(reference).Split('\n');
        foreach (string key in (ReadOnlySpan<string>)["split_feature=", "left_child=", "right_child=", "leaf_count=", "internal_count="])
        {
            string[] lines = [.. actual.Where(line => line.StartsWith(key, StringComparison.Ordinal))];
            Assert.Equal(trees, lines.Length);
            Assert.Equal(expected.Where(line => line.StartsWith(key, StringComparison.Ordinal)), lines);
        }

        // Thresholds are left out: where a leaf has no rows in a bin, those on both its sides part the same rows.
        double[] values = Numbers(actual, "leaf_value=");
        double[] wanted = Numbers(expected, "leaf_value=");
        for (int i = 0; i < values.Length; i++)
        {
            Golden.AssertClose(wanted[i], values[i], 1e-6);
        }

        static double[] Numbers(string[] lines, string key) =>
            [.. lines.Where(line => line.StartsWith(key, StringComparison.Ordinal)).SelectMany(line => Golden.Numbers(line[key.Length..].Replace(' ', ',')))];
    }

    [Fact]
    public void Drawn_data_are_learned_close_to_what_is_possible()
    {
        (Dataset train, _, _) = Drawn.Binary(8_000, seed: 1);
        (_, double[] rows, double[] labels) = Drawn.Binary(4_000, seed: 2);
        TreeModel model = Trainer.Train(train, new TrainingParameters { Iterations = 60 }).Model;
        var predictions = new double[labels.Length];
        model.PredictBatch(rows, predictions);
        Assert.InRange(BinaryMetrics.Auc(predictions, labels), 0.83, 0.90);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Outliers_take_nothing_from_the_other_rows(bool weighted)
    {
        // One row in 400 lies far away and gets a leaf of its own; the others still part at 0, though next to the start
        // value of 250,000 their labels of -1 and 1 are hardly different.
        double[] x = [.. Enumerable.Range(0, 4_000).Select(i => (i % 2) - 0.5)];
        double[] far = [.. Enumerable.Range(0, 4_000).Select(i => i % 400 == 7 ? 1.0 : 0)];
        double[] y = [.. x.Zip(far, (v, f) => f > 0 ? 1e8 : 2 * v)];
        double[]? weights = weighted ? [.. Enumerable.Range(0, 4_000).Select(i => 1.0 + (i % 3))] : null;
        var parameters = new TrainingParameters
        {
            Objective = TrainingObjective.Regression,
            Iterations = 1,
            Leaves = 3,
            LearningRate = 1,
            MinDataInLeaf = 5,
        };
        TreeModel model = Trainer.Train(new Dataset(["x", "far"], [x, far], y, weights), parameters).Model;
        Golden.AssertClose(-1, model.RawScore([-0.5, 0]), 0.05);
        Golden.AssertClose(1, model.RawScore([0.5, 0]), 0.05);
        Golden.AssertClose(1e8, model.RawScore([0.5, 1]), 1e-6);
    }

    [Fact]
    public void Leaves_without_positives_are_scored_where_positives_weigh_a_thousand_times_as_much()
    {
        // 20 positives in 20,000 rows, all of them right of 0: the left half is one leaf of tiny gradients.
        var random = new Random(6);
        double[] x = [.. Enumerable.Range(0, 20_000).Select(i => i < 10_000 ? -random.NextDouble() : random.NextDouble())];
        double[] y = [.. Enumerable.Range(0, 20_000).Select(i => i % 500 == 499 && i >= 10_000 ? 1.0 : 0)];
        TreeModel model = Trainer.Train(
            new Dataset(["x"], [x], y), new TrainingParameters { Iterations = 1, Leaves = 2, LearningRate = 1, ScalePositiveWeight = 1000 }).Model;
        double start = Math.Log(0.001 / 0.999);
        // One Newton step from p = 0.001 without positives: -Σp / Σp(1 - p).
        Golden.AssertClose(start - (0.001 / (0.001 * 0.999)), model.RawScore([-0.9]), 1e-4);
    }

    private static (Dataset Data, double[] Rows, double[] Labels) Read(string path, string categorical)
    {
        string[] lines = File.ReadAllLines(path);
        string[] names = lines[0].Split(',');
        int label = Array.IndexOf(names, "label");
        double[][] cells = [.. lines.Skip(1).Select(Golden.Numbers)];
        double[] labels = [.. cells.Select(row => row[label])];
        double[] rows = [.. cells.SelectMany(row => row.Where((_, i) => i != label))];
        string[] features = [.. names.Where(name => name != "label")];
        bool[] flags = [.. features.Select(name => categorical.Split(',').Contains(name, StringComparer.Ordinal))];
        return (Dataset.FromRows(features, rows, labels, null, flags), rows, labels);
    }
}
