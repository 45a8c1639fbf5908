using PreDelinquency.Trees.Model;
using PreDelinquency.Trees.Tests.Training;

namespace PreDelinquency.Trees.Tests.Scoring;

public sealed class OracleTests
{
    [Theory]
    [InlineData(1, 40, true)]
    [InlineData(3, 40, true)]
    [InlineData(1, 64, false)]
    [InlineData(2, 64, false)]
    [InlineData(1, 90, false)]
    [InlineData(3, 90, false)]
    public void Scores_are_those_of_a_plain_walk(int outputs, int leaves, bool categories)
    {
        var random = new Random(outputs);
        for (int round = 0; round < 40; round++)
        {
            DecisionTree[] trees =
            [
                .. Enumerable.Range(0, outputs * (round == 0 ? 521 : random.Next(1, 12)))
                    .Select(_ => RandomTrees.Tree(random, 5, random.Next(1, leaves + 1), categories: categories)),
            ];
            TreeModel model = RandomTrees.Model(trees, 5, outputs);
            double[][] rows = [.. Enumerable.Range(0, 21).Select(_ => RandomTrees.Row(random, 5))];
            var batch = new double[rows.Length * outputs];
            model.RawScoreBatch(rows.SelectMany(row => row).ToArray(), batch);
            for (int r = 0; r < rows.Length; r++)
            {
                var expected = new double[outputs];
                for (int t = 0; t < trees.Length; t++)
                {
                    expected[t % outputs] += new NaiveTree(trees[t]).Score(rows[r]);
                }

                var actual = new double[outputs];
                model.RawScore(rows[r], actual);
                Assert.Equal(expected, actual);
                Assert.Equal(expected, batch[(r * outputs)..((r + 1) * outputs)]);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Contributions_are_shapley_values_by_definition(bool chain)
    {
        var random = new Random(chain ? 1 : 2);
        for (int round = 0; round < 60; round++)
        {
            const int features = 8;
            DecisionTree tree = RandomTrees.Tree(random, features, random.Next(1, 40), chain);
            TreeModel model = RandomTrees.Model([tree], features);
            double[] row = RandomTrees.Row(random, features);
            double[] expected = new NaiveTree(tree).Shapley(row);
            var actual = new double[features + 1];
            model.Explain(row, actual);
            for (int f = 0; f < features; f++)
            {
                Assert.Equal(expected[f], actual[f], 12);
            }
        }
    }

    [Fact]
    public void Contributions_add_up_on_paths_of_hundreds_of_features()
    {
        var random = new Random(7);
        DecisionTree tree = RandomTrees.Tree(random, 300, 400, chain: true);
        TreeModel model = RandomTrees.Model([tree], 300);
        var contributions = new double[301];
        for (int round = 0; round < 20; round++)
        {
            double[] row = RandomTrees.Row(random, 300);
            model.Explain(row, contributions);
            Golden.AssertClose(model.RawScore(row), contributions.Sum(), 1e-9);
        }
    }

    [Fact]
    public void Several_outputs_are_explained_one_after_the_other()
    {
        var random = new Random(3);
        DecisionTree[] trees = [.. Enumerable.Range(0, 6).Select(_ => RandomTrees.Tree(random, 4, 12))];
        TreeModel model = RandomTrees.Model(trees, 4, outputs: 3);
        double[] row = RandomTrees.Row(random, 4);
        var all = new double[15];
        model.Explain(row, all);
        for (int output = 0; output < 3; output++)
        {
            var one = new double[5];
            RandomTrees.Model([trees[output], trees[output + 3]], 4).Explain(row, one);
            Assert.Equal(one, all[(output * 5)..((output + 1) * 5)]);
        }

        var probabilities = new double[3];
        model.Predict(row, probabilities);
        Assert.Equal(1, probabilities.Sum(), 14);
        Assert.Throws<InvalidOperationException>(() => model.RawScore(row));
        Assert.Throws<InvalidOperationException>(() => model.ExpectedValue);
    }

    [Fact]
    public void Threads_share_a_model()
    {
        TreeModel model = Golden.Load("categorical");
        double[][] rows = Golden.Rows();
        double[] expected = Array.ConvertAll(rows, row => model.RawScore(row));
        Parallel.For(0, 8, _ =>
        {
            var contributions = new double[model.FeatureCount + 1];
            for (int i = 0; i < rows.Length; i++)
            {
                Assert.Equal(expected[i], model.RawScore(rows[i]));
                model.Explain(rows[i], contributions);
                Golden.AssertClose(expected[i], contributions.Sum(), 1e-11);
            }
        });
    }

    [Fact]
    public void Rows_and_targets_of_the_wrong_length_are_refused()
    {
        TreeModel model = Golden.Load("missing");
        Assert.Throws<ArgumentException>(() => model.RawScore(new double[7]));
        Assert.Throws<ArgumentException>(() => model.RawScore(new double[8], new double[2]));
        Assert.Throws<ArgumentException>(() => model.Explain(new double[8], new double[8]));
        Assert.Throws<ArgumentException>(() => model.RawScoreBatch(new double[12], new double[1]));
        Assert.Throws<ArgumentException>(() => model.RawScoreBatch(new double[16], new double[1]));
        model.RawScoreBatch([], []);
    }

    [Fact]
    public void A_trained_model_is_explained_to_the_last_digit()
    {
        (Dataset data, double[] rows, _) = Drawn.Binary(2_000, seed: 12);
        TreeModel model = Trainer.Train(data, new TrainingParameters { Iterations = 30 }).Model;
        var contributions = new double[model.FeatureCount + 1];
        for (int row = 0; row < 100; row++)
        {
            ReadOnlySpan<double> values = rows.AsSpan(row * model.FeatureCount, model.FeatureCount);
            model.Explain(values, contributions);
            Golden.AssertClose(model.RawScore(values), contributions.Sum(), 1e-12);
        }
    }
}
