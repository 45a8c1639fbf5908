using System.Collections.Frozen;
using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Text;

/// <summary>Reads one Tree= block and checks that it is a tree. Source: LightGBM, src/io/tree.cpp.</summary>
internal static class TreeSection
{
    private static readonly FrozenSet<string> Keys = FrozenSet.Create(
        StringComparer.Ordinal,
        "num_leaves", "num_cat", "split_feature", "split_gain", "threshold", "decision_type", "left_child", "right_child",
        "leaf_value", "leaf_weight", "leaf_count", "internal_value", "internal_weight", "internal_count", "cat_boundaries",
        "cat_threshold", "is_linear", "leaf_const", "num_features", "leaf_features", "leaf_coeff", "shrinkage");

    private static readonly string[] LinearKeys = ["leaf_const", "num_features", "leaf_features", "leaf_coeff"];

    // A category is an int, so no bitset needs more words than this.
    private const int MaxBitsetWords = 1 << 26;

    public static DecisionTree Read(ModelLines lines, int index, int featureCount)
    {
        Section section = Section.Read(lines, $"tree {index}", Keys);
        if (section.Has("is_linear") && section.Int("is_linear", 0, 1) != 0)
        {
            section.Fail("is_linear", "is_linear=1: linear trees are not supported");
        }

        if (Array.Find(LinearKeys, section.Has) is { } linear)
        {
            section.Fail(linear, $"{linear} belongs to a linear tree; linear trees are not supported");
        }

        int leaves = section.Int("num_leaves", 1, int.MaxValue);
        int inner = leaves - 1;
        double[] leafValue = section.FiniteDoubles("leaf_value", leaves);
        int bitsets = section.Int("num_cat", 0, inner);
        int[] boundaries = bitsets == 0 ? [0] : section.Ints("cat_boundaries", bitsets + 1, 0, MaxBitsetWords);
        CheckBoundaries(section, boundaries);
        var tree = new DecisionTree
        {
            LeafValue = leafValue,
            // A tree of one leaf writes its count but may leave the rest of its lines empty.
            LeafWeight = Optional(section, "leaf_weight", leaves, section.FiniteDoubles),
            LeafRows = Optional(section, "leaf_count", leaves, (key, count) => section.Ints(key, count, 0, int.MaxValue)),
            SplitFeature = inner == 0 ? [] : section.Ints("split_feature", inner, 0, featureCount - 1),
            Threshold = inner == 0 ? [] : section.Doubles("threshold", inner),
            LeftChild = inner == 0 ? [] : section.Ints("left_child", inner, -leaves, inner - 1),
            RightChild = inner == 0 ? [] : section.Ints("right_child", inner, -leaves, inner - 1),
            DecisionType = inner == 0 ? [] : DecisionTypes(section, inner),
            SplitGain = inner == 0 ? [] : Optional(section, "split_gain", inner, section.Doubles),
            InternalValue = inner == 0 ? [] : Optional(section, "internal_value", inner, section.Doubles),
            InternalWeight = inner == 0 ? [] : Optional(section, "internal_weight", inner, section.Doubles),
            InternalRows = inner == 0 ? [] : Optional(section, "internal_count", inner, (key, count) => section.Ints(key, count, 0, int.MaxValue)),
            CategoryBoundaries = boundaries,
            CategoryBits = bitsets == 0 ? [] : section.UnsignedInts("cat_threshold", boundaries[^1]),
            Shrinkage = section.Has("shrinkage") ? section.FiniteDoubles("shrinkage", 1)[0] : 1,
        };
        CheckThresholds(section, tree, bitsets);
        CheckShape(section, tree);
        return tree;
    }

    private static T[] Optional<T>(Section section, string key, int count, Func<string, int, T[]> read) =>
        section.Has(key) && (count > 1 || section.Text(key).Length > 0) ? read(key, count) : [];

    private static byte[] DecisionTypes(Section section, int inner)
    {
        if (!section.Has("decision_type"))
        {
            return new byte[inner];
        }

        int[] types = section.Ints("decision_type", inner, 0, 15);
        foreach (int type in types)
        {
            if (type >> 2 == 3)
            {
                section.Fail("decision_type", $"decision_type holds {type}, whose missing type 3 does not exist");
            }
        }

        return Array.ConvertAll(types, type => (byte)type);
    }

    private static void CheckBoundaries(Section section, int[] boundaries)
    {
        for (int i = 0; i < boundaries.Length; i++)
        {
            if (i == 0 ? boundaries[0] != 0 : boundaries[i] < boundaries[i - 1])
            {
                section.Fail("cat_boundaries", $"cat_boundaries must start at 0 and never fall, found {boundaries[i]} at {i}");
            }
        }
    }

    private static void CheckThresholds(Section section, DecisionTree tree, int bitsets)
    {
        for (int node = 0; node < tree.InnerCount; node++)
        {
            double threshold = tree.Threshold[node];
            if (double.IsNaN(threshold))
            {
                section.Fail("threshold", $"threshold of node {node} is NaN");
            }

            if (tree.IsCategorical(node) && !(threshold >= 0 && threshold < bitsets && threshold == Math.Floor(threshold)))
            {
                section.Fail("threshold", $"threshold {threshold} of categorical node {node} names none of {bitsets} bitsets");
            }
        }
    }

    // Every node but the root, and every leaf, is the child of exactly one node, and all hang below the root.
    private static void CheckShape(Section section, DecisionTree tree)
    {
        var seen = new bool[tree.InnerCount + tree.LeafCount];
        var open = new Stack<int>();
        int reached = 0;
        if (tree.InnerCount > 0)
        {
            open.Push(0);
            seen[0] = true;
        }

        while (open.TryPop(out int node))
        {
            reached++;
            foreach (int child in (ReadOnlySpan<int>)[tree.LeftChild[node], tree.RightChild[node]])
            {
                ref bool mark = ref seen[child >= 0 ? child : tree.InnerCount + ~child];
                if (mark)
                {
                    section.Fail("left_child", $"{(child >= 0 ? "node" : "leaf")} {Math.Max(child, ~child)} has two parents");
                }

                mark = true;
                if (child >= 0)
                {
                    open.Push(child);
                }
            }
        }

        if (reached != tree.InnerCount)
        {
            section.Fail("left_child", $"only {reached} of {tree.InnerCount} nodes can be reached from the root");
        }
    }
}
