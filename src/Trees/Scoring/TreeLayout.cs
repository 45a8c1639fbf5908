using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Scoring;

/// <summary>Lays trees out as <see cref="ScoringNode"/>s, each breadth first so that the levels most walked lie together.</summary>
internal sealed class TreeLayout
{
    private readonly List<ScoringNode> _nodes = [];
    private readonly List<uint> _bits = [];

    public ScoringNode[] Nodes => [.. _nodes];

    public uint[] Bits => [.. _bits];

    /// <summary>Where a bitset lies in <see cref="Bits"/>, packed into a threshold.</summary>
    public static double PackBitset(int offset, int words) => BitConverter.Int64BitsToDouble(((long)words << 32) | (uint)offset);

    /// <summary>Appends a tree.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="slots">Slot of each of its inner nodes.</param>
    public PlacedTree Append(DecisionTree tree, int[] slots)
    {
        int bits = _bits.Count;
        _bits.AddRange(tree.CategoryBits);
        int root = _nodes.Count;
        _nodes.Add(default);
        var open = new Queue<(int Child, int Place, int Depth)>();
        open.Enqueue((tree.InnerCount > 0 ? 0 : ~0, root, 0));
        int depth = 0;
        while (open.TryDequeue(out var next))
        {
            depth = Math.Max(depth, next.Depth);
            if (next.Child < 0)
            {
                _nodes[next.Place] = new ScoringNode(tree.LeafValue[~next.Child], 0, next.Place);
                continue;
            }

            int @base = _nodes.Count;
            _nodes.Add(default);
            _nodes.Add(default);
            _nodes[next.Place] = Inner(tree, next.Child, slots[next.Child], @base, bits);
            open.Enqueue((tree.RightChild[next.Child], @base, next.Depth + 1));
            open.Enqueue((tree.LeftChild[next.Child], @base + 1, next.Depth + 1));
        }

        return new PlacedTree(root, depth, tree.CategoricalCount > 0);
    }

    private static ScoringNode Inner(DecisionTree tree, int node, int slot, int @base, int bits)
    {
        if (!tree.IsCategorical(node))
        {
            return new ScoringNode(tree.Threshold[node], slot, @base);
        }

        int set = (int)tree.Threshold[node];
        int start = tree.CategoryBoundaries[set];
        return new ScoringNode(PackBitset(bits + start, tree.CategoryBoundaries[set + 1] - start), ~slot, @base);
    }
}
