using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Tests.Scoring;

public sealed class ReachTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Every_choice_of_values_fits_one_leaf_of_each_tree_and_their_sum_is_its_score(int seed, bool categories)
    {
        const int features = 6;
        var random = new Random(seed);
        for (int round = 0; round < 60; round++)
        {
            DecisionTree[] trees = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => RandomTrees.Tree(random, features, random.Next(1, 30), categories: categories))];
            TreeModel model = RandomTrees.Model(trees, features);
            double[] row = RandomTrees.Row(random, features);
            double[][] alternatives = [.. Enumerable.Range(0, features).Select(_ => RandomTrees.Row(random, random.Next(4)))];
            int most = random.Next(4);
            IReadOnlyList<IReadOnlyList<ReachableLeaf>> reached = model.Reach(row, alternatives, most);

            Assert.Equal(trees.Length, reached.Count);
            Assert.All(reached, leaves => Assert.All(leaves, leaf => Assert.True(leaf.Changes <= most)));
            for (int draw = 0; draw < 30; draw++)
            {
                var choices = new int[features];
                foreach (int feature in Enumerable.Range(0, features).OrderBy(_ => random.Next()).Take(most))
                {
                    choices[feature] = random.Next(alternatives[feature].Length + 1);
                }

                double[] changed = [.. row.Select((value, f) => choices[f] == 0 ? value : alternatives[f][choices[f] - 1])];
                double sum = 0;
                foreach (IReadOnlyList<ReachableLeaf> leaves in reached)
                {
                    sum += Assert.Single(leaves, leaf => leaf.Ranges.All(range => choices[range.Feature] >= range.First && choices[range.Feature] <= range.Last)).Value;
                }

                Assert.Equal(model.RawScore(changed), sum);
            }
        }
    }

    [Fact]
    public void Thresholds_rise_are_there_once_and_leave_categories_out()
    {
        var random = new Random(5);
        DecisionTree[] trees = [.. Enumerable.Range(0, 6).Select(_ => RandomTrees.Tree(random, 3, 20))];
        TreeModel model = RandomTrees.Model(trees, 3);

        for (int feature = 0; feature < 3; feature++)
        {
            var expected = new SortedSet<double>();
            foreach (DecisionTree tree in trees)
            {
                for (int node = 0; node < tree.InnerCount; node++)
                {
                    if (tree.SplitFeature[node] == feature && !tree.IsCategorical(node))
                    {
                        expected.Add(tree.Threshold[node]);
                    }
                }
            }

            Assert.NotEmpty(expected);
            Assert.Equal(expected, model.Thresholds(feature));
        }
    }

    [Fact]
    public void What_does_not_fit_the_model_is_refused()
    {
        TreeModel model = RandomTrees.Model([RandomTrees.Tree(new Random(1), 2, 5)], 2);

        Assert.Throws<ArgumentOutOfRangeException>(() => model.Thresholds(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Thresholds(-1));
        Assert.Throws<ArgumentException>(() => model.Reach([1], [[], []], 1));
        Assert.Throws<ArgumentException>(() => model.Reach([1, 2], [[]], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Reach([1, 2], [[], []], -1));
    }
}
