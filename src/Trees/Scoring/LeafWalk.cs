using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Scoring;

/// <summary>Finds the leaf of each tree that a prepared row ends in.</summary>
internal sealed class LeafWalk(DecisionTree[] trees, SlotTable slots)
{
    /// <summary>Index of the leaf in each tree, as the text format numbers leaves.</summary>
    public void Find(ReadOnlySpan<long> keys, Span<int> leaves)
    {
        for (int t = 0; t < trees.Length; t++)
        {
            DecisionTree tree = trees[t];
            int[] nodeSlots = slots.NodeSlots[t];
            int node = tree.InnerCount > 0 ? 0 : ~0;
            while (node >= 0)
            {
                node = GoesLeft(tree, node, keys[nodeSlots[node]]) ? tree.LeftChild[node] : tree.RightChild[node];
            }

            leaves[t] = ~node;
        }
    }

    /// <summary>The side that a split sends the key of its slot to.</summary>
    private static bool GoesLeft(DecisionTree tree, int node, long key) => tree.IsCategorical(node)
        ? CategoryBitset.Contains(tree.CategoryBits, CategoryBitset.Place(tree, node, 0), key)
        : key <= OrderedKey.Of(tree.Threshold[node]);
}
