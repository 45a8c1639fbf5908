using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Scoring;

/// <summary>
/// Walks all trees for prepared rows. Eight walks advance in lockstep without a branch on data, so that the processor
/// overlaps their memory latencies and mispredicts nothing; a walk that arrived early waits at its leaf.
/// Leaf values are added tree by tree in file order, so one row and a block of rows give the same bits.
/// </summary>
internal sealed class Ensemble
{
    /// <summary>Rows that <see cref="ScoreBlock"/> takes at once.</summary>
    public const int RowsPerBlock = 8;

    private static readonly WalkGroup.Eight RowOrder = Rising();
    private readonly ScoringNode[] _nodes;
    private readonly uint[] _bits;
    private readonly PlacedTree[] _trees;
    private readonly WalkChunk[] _chunks;
    private readonly int _outputs;
    private readonly BlockScorer[] _blocks;

    /// <param name="trees">The trees, in file order.</param>
    /// <param name="slots">What <see cref="Score"/> expects its rows to be prepared with.</param>
    /// <param name="outputs">Trees per iteration.</param>
    public Ensemble(DecisionTree[] trees, SlotTable slots, int outputs)
    {
        var layout = new TreeLayout();
        _trees = new PlacedTree[trees.Length];
        for (int i = 0; i < trees.Length; i++)
        {
            _trees[i] = layout.Append(trees[i], slots.NodeSlots[i]);
        }

        _chunks = WalkChunk.Create(_trees, layout.AppendNothing());
        _nodes = layout.Nodes;
        _bits = layout.Bits;
        _outputs = outputs;
        _blocks = BlockScorer.CanScore(trees) ? BlockScorer.Create(trees, slots.NodeSlots, slots.Count, outputs) : [];
    }

    /// <summary>Raw scores of one prepared row, one per output; overwrites <paramref name="scores"/>.</summary>
    [SkipLocalsInit]
    public void Score(ReadOnlySpan<long> keys, Span<double> scores)
    {
        scores.Clear();

        // One more than trees: the place of the lanes that are filled up.
        Span<double> leaves = stackalloc double[WalkChunk.MostTrees + 1];
        foreach (WalkChunk chunk in _chunks)
        {
            foreach (ref readonly WalkGroup group in chunk.Groups.AsSpan())
            {
                Walk8<OneRow>(group.Roots, group.Depth, keys, group.Places, leaves);
            }

            foreach (int place in chunk.Categorical)
            {
                leaves[place] = Walk(_trees[chunk.FirstTree + place].Root, keys, 1, 0);
            }

            Add(leaves[..chunk.Count], chunk.FirstTree, scores);
        }
    }

    private static void Add(ReadOnlySpan<double> leaves, int firstTree, Span<double> scores)
    {
        if (scores.Length == 1)
        {
            double sum = scores[0];
            foreach (double leaf in leaves)
            {
                sum += leaf;
            }

            scores[0] = sum;
            return;
        }

        int output = firstTree % scores.Length;
        foreach (double leaf in leaves)
        {
            scores[output] += leaf;
            output = output + 1 == scores.Length ? 0 : output + 1;
        }
    }

    /// <summary>Raw scores of <see cref="RowsPerBlock"/> prepared rows; overwrites <paramref name="scores"/>.</summary>
    /// <param name="keys">Slot-major: the keys of a slot stand side by side, one per row.</param>
    /// <param name="scores">Row-major, one score per output.</param>
    [SkipLocalsInit]
    public void ScoreBlock(ReadOnlySpan<long> keys, Span<double> scores)
    {
        scores.Clear();
        foreach (BlockScorer block in _blocks)
        {
            block.Score(keys, scores);
        }

        if (_blocks.Length > 0)
        {
            return;
        }

        Span<double> leaves = stackalloc double[RowsPerBlock];
        int output = 0;
        foreach (ref readonly PlacedTree tree in _trees.AsSpan())
        {
            if (tree.Categorical)
            {
                for (int row = 0; row < RowsPerBlock; row++)
                {
                    leaves[row] = Walk(tree.Root, keys, RowsPerBlock, row);
                }
            }
            else
            {
                WalkGroup.Eight roots = default;
                ((Span<int>)roots).Fill(tree.Root);
                Walk8<BlockOfRows>(roots, tree.Depth, keys, RowOrder, leaves);
            }

            for (int row = 0; row < RowsPerBlock; row++)
            {
                scores[(row * _outputs) + output] += leaves[row];
            }

            output = output + 1 == _outputs ? 0 : output + 1;
        }
    }

    // Two steps at a time; done when no walk moved in the second of them, or at the latest after the deepest leaf.
    private void Walk8<TRows>(in WalkGroup.Eight roots, int depth, ReadOnlySpan<long> keys, in WalkGroup.Eight places, Span<double> leaves)
        where TRows : struct, IRowLayout
    {
        ref ScoringNode nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        ref long first = ref MemoryMarshal.GetReference(keys);
        nint a = roots[0], b = roots[1], c = roots[2], d = roots[3], e = roots[4], f = roots[5], g = roots[6], h = roots[7];
        nint moved = 1;
        for (int step = 0; step < depth && moved != 0; step += 2)
        {
            a = Next<TRows>(ref nodes, ref first, 0, a);
            b = Next<TRows>(ref nodes, ref first, 1, b);
            c = Next<TRows>(ref nodes, ref first, 2, c);
            d = Next<TRows>(ref nodes, ref first, 3, d);
            e = Next<TRows>(ref nodes, ref first, 4, e);
            f = Next<TRows>(ref nodes, ref first, 5, f);
            g = Next<TRows>(ref nodes, ref first, 6, g);
            h = Next<TRows>(ref nodes, ref first, 7, h);
            moved = Move<TRows>(ref nodes, ref first, 0, ref a) | Move<TRows>(ref nodes, ref first, 1, ref b)
                | Move<TRows>(ref nodes, ref first, 2, ref c) | Move<TRows>(ref nodes, ref first, 3, ref d)
                | Move<TRows>(ref nodes, ref first, 4, ref e) | Move<TRows>(ref nodes, ref first, 5, ref f)
                | Move<TRows>(ref nodes, ref first, 6, ref g) | Move<TRows>(ref nodes, ref first, 7, ref h);
        }

        leaves[places[7]] = Unsafe.AddByteOffset(ref nodes, h).Value;
        leaves[places[6]] = Unsafe.AddByteOffset(ref nodes, g).Value;
        leaves[places[5]] = Unsafe.AddByteOffset(ref nodes, f).Value;
        leaves[places[4]] = Unsafe.AddByteOffset(ref nodes, e).Value;
        leaves[places[3]] = Unsafe.AddByteOffset(ref nodes, d).Value;
        leaves[places[2]] = Unsafe.AddByteOffset(ref nodes, c).Value;
        leaves[places[1]] = Unsafe.AddByteOffset(ref nodes, b).Value;
        leaves[places[0]] = Unsafe.AddByteOffset(ref nodes, a).Value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Move<TRows>(ref ScoringNode nodes, ref long first, int lane, ref nint at)
        where TRows : struct, IRowLayout
    {
        nint next = Next<TRows>(ref nodes, ref first, lane, at);
        nint moved = next ^ at;
        at = next;
        return moved;
    }

    // In bounds by construction: nodes and slots come from the layout that checked the tree.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Next<TRows>(ref ScoringNode nodes, ref long first, int lane, nint at)
        where TRows : struct, IRowLayout
    {
        ref readonly ScoringNode node = ref Unsafe.AddByteOffset(ref nodes, at);
        bool left = Unsafe.Add(ref first, TRows.Place(node.Slot, lane)) <= node.Key;
        return (nint)(uint)node.Base + (Unsafe.BitCast<bool, byte>(left) * ScoringNode.Bytes);
    }

    private double Walk(int root, ReadOnlySpan<long> keys, int stride, int lane)
    {
        ref readonly ScoringNode node = ref _nodes[root / ScoringNode.Bytes];
        while (node.Slot != 0)
        {
            bool left = node.Slot > 0
                ? keys[(node.Slot * stride) + lane] <= node.Key
                : CategoryBitset.Contains(_bits, node.Key, keys[(~node.Slot * stride) + lane]);
            node = ref _nodes[(node.Base / ScoringNode.Bytes) + (left ? 1 : 0)];
        }

        return node.Value;
    }

    private static WalkGroup.Eight Rising()
    {
        WalkGroup.Eight rising = default;
        for (int lane = 0; lane < WalkGroup.Lanes; lane++)
        {
            rising[lane] = lane;
        }

        return rising;
    }

    // Where the key of a slot for a lane stands.
    private interface IRowLayout
    {
        static abstract nint Place(int slot, int lane);
    }

    private readonly struct OneRow : IRowLayout
    {
        public static nint Place(int slot, int lane) => (nint)(uint)slot;
    }

    private readonly struct BlockOfRows : IRowLayout
    {
        public static nint Place(int slot, int lane) => ((nint)(uint)slot * RowsPerBlock) + lane;
    }
}
