using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Scoring;

/// <summary>
/// Walks all trees for prepared rows. Eight walks advance in lockstep without a branch on data, so that the processor
/// overlaps their memory latencies and mispredicts nothing; a walk that arrived early waits at its leaf.
/// Leaf values are added tree by tree in file order, so every path of this class gives the same bits.
/// </summary>
internal sealed class Ensemble
{
    private const int Lanes = 8;
    private readonly ScoringNode[] _nodes;
    private readonly uint[] _bits;
    private readonly PlacedTree[] _trees;
    private readonly int _outputs;

    public Ensemble(DecisionTree[] trees, int outputs)
    {
        Slots = SlotTable.Create(trees, out int[][] nodeSlots);
        var layout = new TreeLayout();
        _trees = new PlacedTree[trees.Length];
        for (int i = 0; i < trees.Length; i++)
        {
            _trees[i] = layout.Append(trees[i], nodeSlots[i]);
        }

        _nodes = layout.Nodes;
        _bits = layout.Bits;
        _outputs = outputs;
    }

    /// <summary>What <see cref="Score"/> expects its rows to be prepared with.</summary>
    public SlotTable Slots { get; }

    /// <summary>Raw scores of one prepared row, one per output; overwrites <paramref name="scores"/>.</summary>
    [SkipLocalsInit]
    public void Score(ReadOnlySpan<double> slots, Span<double> scores)
    {
        scores.Clear();
        Span<double> leaves = stackalloc double[Lanes];
        int output = 0;
        for (int first = 0; first < _trees.Length; first += Lanes)
        {
            ReadOnlySpan<PlacedTree> group = _trees.AsSpan(first, Math.Min(Lanes, _trees.Length - first));
            WalkGroup(group, slots, leaves);
            for (int i = 0; i < group.Length; i++)
            {
                scores[output] += leaves[i];
                output = output + 1 == _outputs ? 0 : output + 1;
            }
        }
    }

    /// <summary>Raw scores of several prepared rows, row-major; adds to <paramref name="scores"/>.</summary>
    /// <param name="slots">Rows of <see cref="SlotTable.Count"/> values.</param>
    /// <param name="scores">Rows of one score per output.</param>
    [SkipLocalsInit]
    public void ScoreRows(ReadOnlySpan<double> slots, Span<double> scores)
    {
        int rows = scores.Length / _outputs;
        Span<double> leaves = stackalloc double[Lanes];
        for (int t = 0; t < _trees.Length; t++)
        {
            PlacedTree tree = _trees[t];
            int output = t % _outputs;
            int row = 0;
            if (!tree.Categorical)
            {
                for (; row + Lanes <= rows; row += Lanes)
                {
                    WalkRows(tree, slots.Slice(row * Slots.Count, Lanes * Slots.Count), leaves);
                    for (int i = 0; i < Lanes; i++)
                    {
                        scores[((row + i) * _outputs) + output] += leaves[i];
                    }
                }
            }

            for (; row < rows; row++)
            {
                scores[(row * _outputs) + output] += Walk(tree.Root, slots.Slice(row * Slots.Count, Slots.Count));
            }
        }
    }

    private void WalkGroup(ReadOnlySpan<PlacedTree> group, ReadOnlySpan<double> slots, Span<double> leaves)
    {
        int depth = 0;
        bool categorical = group.Length < Lanes;
        foreach (PlacedTree tree in group)
        {
            depth = Math.Max(depth, tree.Depth);
            categorical |= tree.Categorical;
        }

        if (categorical)
        {
            for (int i = 0; i < group.Length; i++)
            {
                leaves[i] = Walk(group[i].Root, slots);
            }

            return;
        }

        ref ScoringNode nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        ref double values = ref MemoryMarshal.GetReference(slots);
        int a = group[0].Root, b = group[1].Root, c = group[2].Root, d = group[3].Root;
        int e = group[4].Root, f = group[5].Root, g = group[6].Root, h = group[7].Root;
        int moved = 1;
        for (int step = 0; step < depth && moved != 0; step += 2)
        {
            a = Next(ref nodes, ref values, a);
            b = Next(ref nodes, ref values, b);
            c = Next(ref nodes, ref values, c);
            d = Next(ref nodes, ref values, d);
            e = Next(ref nodes, ref values, e);
            f = Next(ref nodes, ref values, f);
            g = Next(ref nodes, ref values, g);
            h = Next(ref nodes, ref values, h);
            int a2 = Next(ref nodes, ref values, a);
            int b2 = Next(ref nodes, ref values, b);
            int c2 = Next(ref nodes, ref values, c);
            int d2 = Next(ref nodes, ref values, d);
            int e2 = Next(ref nodes, ref values, e);
            int f2 = Next(ref nodes, ref values, f);
            int g2 = Next(ref nodes, ref values, g);
            int h2 = Next(ref nodes, ref values, h);
            moved = (a ^ a2) | (b ^ b2) | (c ^ c2) | (d ^ d2) | (e ^ e2) | (f ^ f2) | (g ^ g2) | (h ^ h2);
            (a, b, c, d, e, f, g, h) = (a2, b2, c2, d2, e2, f2, g2, h2);
        }

        Collect(leaves, a, b, c, d, e, f, g, h);
    }

    private void WalkRows(PlacedTree tree, ReadOnlySpan<double> slots, Span<double> leaves)
    {
        ref ScoringNode nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        ref double values = ref MemoryMarshal.GetReference(slots);
        int width = slots.Length / Lanes;
        int a = tree.Root, b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        for (int step = 0; step < tree.Depth; step++)
        {
            a = Next(ref nodes, ref values, a);
            b = Next(ref nodes, ref Unsafe.Add(ref values, width), b);
            c = Next(ref nodes, ref Unsafe.Add(ref values, 2 * width), c);
            d = Next(ref nodes, ref Unsafe.Add(ref values, 3 * width), d);
            e = Next(ref nodes, ref Unsafe.Add(ref values, 4 * width), e);
            f = Next(ref nodes, ref Unsafe.Add(ref values, 5 * width), f);
            g = Next(ref nodes, ref Unsafe.Add(ref values, 6 * width), g);
            h = Next(ref nodes, ref Unsafe.Add(ref values, 7 * width), h);
        }

        Collect(leaves, a, b, c, d, e, f, g, h);
    }

    private void Collect(Span<double> leaves, int a, int b, int c, int d, int e, int f, int g, int h)
    {
        leaves[7] = _nodes[h].Threshold;
        leaves[6] = _nodes[g].Threshold;
        leaves[5] = _nodes[f].Threshold;
        leaves[4] = _nodes[e].Threshold;
        leaves[3] = _nodes[d].Threshold;
        leaves[2] = _nodes[c].Threshold;
        leaves[1] = _nodes[b].Threshold;
        leaves[0] = _nodes[a].Threshold;
    }

    // In bounds by construction: nodes and slots come from the layout that checked the tree.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(ref ScoringNode nodes, ref double values, int at)
    {
        ref readonly ScoringNode node = ref Unsafe.Add(ref nodes, (nint)(uint)at);
        bool left = Unsafe.Add(ref values, (nint)(uint)node.Slot) <= node.Threshold;
        return node.Base + Unsafe.BitCast<bool, byte>(left);
    }

    private double Walk(int root, ReadOnlySpan<double> slots)
    {
        ref readonly ScoringNode node = ref _nodes[root];
        while (node.Slot != 0)
        {
            bool left = node.Slot > 0
                ? slots[node.Slot] <= node.Threshold
                : CategoryBitset.Contains(_bits, node.Threshold, slots[~node.Slot]);
            node = ref _nodes[node.Base + (left ? 1 : 0)];
        }

        return node.Threshold;
    }
}
