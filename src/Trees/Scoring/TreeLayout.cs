using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Scoring;

/// <summary>Lays trees out as <see cref="ScoringNode"/>s, each breadth first so that the levels most walked lie together.</summary>
internal sealed class TreeLayout
{
    private readonly List<ScoringNode> _nodes = [];
    private readonly List<uint> _bits = [];

    public ScoringNode[] Nodes => [.. _nodes];

    public uint[] Bits => [.. _bits];

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
                _nodes[next.Place] = new ScoringNode(BitConverter.DoubleToInt64Bits(tree.LeafValue[~next.Child]), 0, Offset(next.Place));
                continue;
            }

            int @base = _nodes.Count;
            _nodes.Add(default);
            _nodes.Add(default);
            _nodes[next.Place] = Inner(tree, next.Child, slots[next.Child], Offset(@base), bits);
            open.Enqueue((tree.RightChild[next.Child], @base, next.Depth + 1));
            open.Enqueue((tree.LeftChild[next.Child], @base + 1, next.Depth + 1));
        }

        return new PlacedTree(Offset(root), depth, tree.CategoricalCount > 0);
    }

    /// <summary>Appends a leaf that belongs to no tree; returns where it stands, in bytes.</summary>
    public int AppendNothing()
    {
        int place = _nodes.Count;
        _nodes.Add(new ScoringNode(0, 0, Offset(place)));
        return Offset(place);
    }

    private static int Offset(int place) => checked(place * ScoringNode.Bytes);

    private static ScoringNode Inner(DecisionTree tree, int node, int slot, int @base, int bits) => tree.IsCategorical(node)
        ? new ScoringNode(CategoryBitset.Place(tree, node, bits), ~slot, @base)
        : new ScoringNode(OrderedKey.Of(tree.Threshold[node]), slot, @base);
}
