namespace PreDelinquency.Trees.Model;

/// <summary>How much trees make of each feature.</summary>
internal static class Importance
{
    /// <summary>One value per feature; splits without a gain do not count.</summary>
    public static double[] Of(DecisionTree[] trees, int features, ImportanceKind kind)
    {
        var importance = new double[features];
        foreach (DecisionTree tree in trees)
        {
            for (int node = 0; node < tree.SplitGain.Length; node++)
            {
                if (tree.SplitGain[node] > 0)
                {
                    importance[tree.SplitFeature[node]] += kind == ImportanceKind.Gain ? tree.SplitGain[node] : 1;
                }
            }
        }

        return importance;
    }
}
