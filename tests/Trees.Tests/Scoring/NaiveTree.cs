using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Tests.Scoring;

/// <summary>
/// The oracle: a tree walked by LightGBM's rules as they read, and Shapley values by their definition, a sum over all
/// subsets of features. Slow and obvious.
/// </summary>
internal sealed class NaiveTree(DecisionTree tree)
{
    public double Score(ReadOnlySpan<double> row)
    {
        int node = tree.InnerCount == 0 ? ~0 : 0;
        while (node >= 0)
        {
            node = GoesLeft(row[tree.SplitFeature[node]], node) ? tree.LeftChild[node] : tree.RightChild[node];
        }

        return tree.LeafValue[~node];
    }

    /// <summary>Contributions of every feature, then the expected value.</summary>
    public double[] Shapley(double[] row)
    {
        int features = row.Length;
        var contributions = new double[features + 1];
        var values = new double[1 << features];
        for (int known = 0; known < values.Length; known++)
        {
            values[known] = Expectation(row, known, tree.InnerCount == 0 ? ~0 : 0);
        }

        for (int feature = 0; feature < features; feature++)
        {
            for (int known = 0; known < values.Length; known++)
            {
                if ((known >> feature & 1) == 0)
                {
                    int size = int.PopCount(known);
                    double weight = Factorial(size) * Factorial(features - size - 1) / Factorial(features);
                    contributions[feature] += weight * (values[known | (1 << feature)] - values[known]);
                }
            }
        }

        contributions[features] = values[0];
        return contributions;
    }

    // Mean over training rows, following the row where the split's feature is known.
    private double Expectation(double[] row, int known, int node)
    {
        if (node < 0)
        {
            return tree.LeafValue[~node];
        }

        int left = tree.LeftChild[node];
        int right = tree.RightChild[node];
        int feature = tree.SplitFeature[node];
        if ((known >> feature & 1) != 0)
        {
            return Expectation(row, known, GoesLeft(row[feature], node) ? left : right);
        }

        double rows = tree.Rows(node);
        return (tree.Rows(left) / rows * Expectation(row, known, left)) + (tree.Rows(right) / rows * Expectation(row, known, right));
    }

    private bool GoesLeft(double value, int node)
    {
        if (tree.IsCategorical(node))
        {
            if (double.IsNaN(value) || value <= -1 || value >= int.MaxValue + 1.0)
            {
                return false;
            }

            int set = (int)tree.Threshold[node];
            int word = tree.CategoryBoundaries[set] + ((int)value / 32);
            return word < tree.CategoryBoundaries[set + 1] && (tree.CategoryBits[word] >> ((int)value % 32) & 1) != 0;
        }

        MissingKind missing = tree.Missing(node);
        if (double.IsNaN(value) && missing != MissingKind.NaN)
        {
            value = 0;
        }

        bool isMissing = (missing == MissingKind.Zero && Math.Abs(value) <= 1e-35f) || (missing == MissingKind.NaN && double.IsNaN(value));
        return isMissing ? tree.DefaultLeft(node) : value <= tree.Threshold[node];
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
