using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Tests.Scoring;

/// <summary>Drawn trees of any shape with every kind of split, and rows that hit their edges.</summary>
internal static class RandomTrees
{
    private static readonly double[] Grid = [-2, -1, -0.5, 0, 1e-36, 1e-35f, 0.25, 1, 2, 1e300];

    public static DecisionTree Tree(Random random, int features, int leaves, bool chain = false, bool categories = true)
    {
        int inner = leaves - 1;
        var left = new int[inner];
        var right = new int[inner];
        var open = new List<(int Node, bool Left)>();
        for (int node = 0; node < inner; node++)
        {
            if (node > 0)
            {
                int pick = chain ? open.Count - 1 : random.Next(open.Count);
                (int parent, bool isLeft) = open[pick];
                open.RemoveAt(pick);
                (isLeft ? left : right)[parent] = node;
            }

            open.Add((node, true));
            open.Add((node, false));
        }

        for (int leaf = 0; leaf < open.Count; leaf++)
        {
            (open[leaf].Left ? left : right)[open[leaf].Node] = ~leaf;
        }

        var bits = new List<uint>();
        var boundaries = new List<int> { 0 };
        var types = new byte[inner];
        var thresholds = new double[inner];
        for (int node = 0; node < inner; node++)
        {
            bool categorical = categories && random.Next(4) == 0;
            types[node] = (byte)((random.Next(3) << 2) | (categorical ? 1 : random.Next(2) * 2));
            thresholds[node] = categorical ? boundaries.Count - 1 : Grid[random.Next(Grid.Length)];
            if (categorical)
            {
                bits.Add((uint)random.NextInt64(1L << 32));
                bits.Add((uint)random.NextInt64(1L << 32));
                boundaries.Add(bits.Count);
            }
        }

        int[] leafRows = [.. Enumerable.Range(0, leaves).Select(_ => random.Next(0, 50))];
        leafRows[0] = Math.Max(1, leafRows[0]);
        var tree = new DecisionTree
        {
            SplitFeature = [.. Enumerable.Range(0, inner).Select(_ => random.Next(features))],
            SplitGain = new double[inner],
            Threshold = thresholds,
            DecisionType = types,
            LeftChild = left,
            RightChild = right,
            LeafValue = [.. Enumerable.Range(0, leaves).Select(_ => random.NextDouble() - 0.5)],
            LeafWeight = new double[leaves],
            LeafRows = leafRows,
            InternalValue = new double[inner],
            InternalWeight = new double[inner],
            InternalRows = new int[inner],
            CategoryBoundaries = [.. boundaries],
            CategoryBits = [.. bits],
            Shrinkage = 1,
        };
        for (int node = inner - 1; node >= 0; node--)
        {
            // Children stand after their parents. An inner node without rows would make shares undefined.
            tree.InternalRows[node] = Math.Max(1, tree.Rows(left[node]) + tree.Rows(right[node]));
        }

        return tree;
    }

    public static double[] Row(Random random, int features) => [.. Enumerable.Range(0, features).Select(_ => random.Next(8) switch
    {
        0 => double.NaN,
        1 => double.PositiveInfinity,
        2 => double.NegativeInfinity,
        3 => random.Next(-3, 70),
        4 => -0.5,
        _ => Grid[random.Next(Grid.Length)],
    })];

    public static TreeModel Model(DecisionTree[] trees, int features, int outputs = 1)
    {
        Assert.True(Objective.TryParse(outputs > 1 ? $"multiclass num_class:{outputs}" : "regression", outputs, out Objective objective, out _));
        return new TreeModel(new ModelContent
        {
            ClassCount = outputs,
            OutputCount = outputs,
            LabelIndex = 0,
            Objective = objective,
            AverageOutput = false,
            FeatureNames = [.. Enumerable.Range(0, features).Select(f => $"f{f}")],
            FeatureInfos = [.. Enumerable.Repeat("none", features)],
            MonotoneConstraints = "",
            Trees = trees,
        });
    }
}
