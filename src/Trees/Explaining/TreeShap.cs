using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using PreDelinquency.Trees.Model;
using PreDelinquency.Trees.Scoring;

namespace PreDelinquency.Trees.Explaining;

/// <summary>
/// Exact path-dependent TreeSHAP (Lundberg et al. 2018, arXiv:1802.03888) in time linear in the nodes of a tree.
/// </summary>
/// <remarks>
/// Below a leaf of value v each distinct feature j of its path has a zero fraction z_j (share of training rows its splits
/// let through) and a one fraction o_j (1 when this row passes all of them, else 0). The Shapley weights
/// s!(n-s-1)!/n! are the Beta integrals of t^s (1-t)^(n-s-1), so the leaf gives feature i
///   v (o_i - z_i) ∫ ∏_{j≠i} ((1-t) z_j + t o_j) dt   over t in [0, 1],
/// a polynomial that Gauss-Legendre quadrature integrates exactly with n/2 points, four to a register. As in Linear
/// TreeShap (Yu et al. 2022, arXiv:2209.08192) one pass down the tree builds the products and one pass up sums leaves and
/// hands each edge its share; where a feature is split again, the lower edge takes back what the upper one gave. All
/// factors are positive and bounded away from zero by the points, so nothing cancels as it does in unwinding a path.
/// </remarks>
internal sealed class TreeShap
{
    private readonly ExplainingTree?[] _trees;
    private readonly uint[] _bits;
    private readonly double[] _expected;
    private readonly int _features;
    private readonly int _edges;

    /// <param name="trees">Trees with row counts.</param>
    /// <param name="slots">What <see cref="Explain"/> expects its rows to be prepared with.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="outputs">Trees per iteration.</param>
    public TreeShap(DecisionTree[] trees, SlotTable slots, int features, int outputs)
    {
        var quadratures = new Dictionary<int, Quadrature>();
        var bits = new List<uint>();
        _features = features;
        _expected = new double[outputs];
        _trees = new ExplainingTree?[trees.Length];
        for (int t = 0; t < trees.Length; t++)
        {
            _expected[t % outputs] += trees[t].ExpectedValue();
            if (trees[t].InnerCount > 0)
            {
                _trees[t] = ExplainingTree.Create(trees[t], slots.NodeSlots[t], bits.Count, quadratures);
                _edges = Math.Max(_edges, (2 * trees[t].InnerCount) + 1);
            }

            bits.AddRange(trees[t].CategoryBits);
        }

        _bits = [.. bits];
    }

    /// <summary>Mean raw score over the training rows, per output.</summary>
    public ReadOnlySpan<double> Expected => _expected;

    /// <summary>Contributions of one prepared row: for each output its features, then the expected value.</summary>
    public void Explain(ReadOnlySpan<long> keys, Span<double> contributions)
    {
        ExplainingScratch scratch = ExplainingScratch.ForThread(_features, _edges);
        for (int output = 0; output < _expected.Length; output++)
        {
            Vector256<double>[] sums = scratch.Sums;
            sums.AsSpan(0, _features).Clear();
            for (int t = output; t < _trees.Length; t += _expected.Length)
            {
                if (_trees[t] is { } tree)
                {
                    AddTree(tree, keys, scratch);
                }
            }

            Span<double> target = contributions.Slice(output * (_features + 1), _features + 1);
            for (int feature = 0; feature < _features; feature++)
            {
                target[feature] = Vector256.Sum(sums[feature]);
            }

            target[_features] = _expected[output];
        }
    }

    private void AddTree(ExplainingTree tree, ReadOnlySpan<long> keys, ExplainingScratch scratch)
    {
        Decide(tree, keys, scratch);
        Quadrature quadrature = tree.Quadrature;
        for (int point = 0; point < quadrature.Points; point += Quadrature.Lanes)
        {
            Vector256<double> on = Vector256.Create(quadrature.On.AsSpan(point));
            Vector256<double> off = Vector256.Create(quadrature.Off.AsSpan(point));
            scratch.Products[0] = Vector256.Create(quadrature.Weights.AsSpan(point));
            scratch.Inverses[0] = Vector256<double>.One;
            Descend(tree.Nodes, scratch, on, off);
            Ascend(tree.Nodes, scratch, off);
        }
    }

    // Hot[i] is the side that the row takes at node i, or -1 where a split above on the same feature already turned it away.
    private void Decide(ExplainingTree tree, ReadOnlySpan<long> keys, ExplainingScratch scratch)
    {
        ExplainingNode[] nodes = tree.Nodes;
        Span<sbyte> hot = scratch.Hot.AsSpan(0, nodes.Length);
        Span<bool> passes = scratch.Passes.AsSpan(0, (2 * nodes.Length) + 1);
        passes[0] = true;
        for (int i = 0; i < nodes.Length; i++)
        {
            ref readonly ExplainingNode node = ref nodes[i];
            bool left = node.Slot > 0
                ? keys[node.Slot] <= node.Key
                : CategoryBitset.Contains(_bits, node.Key, keys[~node.Slot]);
            bool same = passes[node.Same];
            passes[(2 * i) + 1] = same & left;
            passes[(2 * i) + 2] = same & !left;
            hot[i] = same ? (left ? (sbyte)0 : (sbyte)1) : (sbyte)-1;
        }
    }

    // Products[e]: weight times all factors on the way down to edge e, times the value where e ends in a leaf.
    private static void Descend(ExplainingNode[] nodes, ExplainingScratch scratch, Vector256<double> on, Vector256<double> off)
    {
        ref Vector256<double> products = ref MemoryMarshal.GetArrayDataReference(scratch.Products);
        ref Vector256<double> inverses = ref MemoryMarshal.GetArrayDataReference(scratch.Inverses);
        ReadOnlySpan<sbyte> hot = scratch.Hot.AsSpan(0, nodes.Length);
        for (int i = 0; i < nodes.Length; i++)
        {
            ref readonly ExplainingNode node = ref nodes[i];
            ref Vector256<double> edges = ref Unsafe.Add(ref products, (2 * i) + 1);
            Vector256<double> path = Unsafe.Add(ref products, node.Parent);
            int side = hot[i];
            if (side < 0)
            {
                edges = path * (node.Ratio[0] * node.Factor[0]);
                Unsafe.Add(ref edges, 1) = path * (node.Ratio[1] * node.Factor[1]);
                continue;
            }

            path *= Unsafe.Add(ref inverses, node.Same);
            Vector256<double> factor = Vector256.MultiplyAddEstimate(off, Vector256.Create(node.Zero[side]), on);
            Unsafe.Add(ref edges, side) = path * factor * node.Factor[side];
            Unsafe.Add(ref inverses, (2 * i) + 1 + side) = Vector256<double>.One / factor;
            Unsafe.Add(ref edges, 1 - side) = path * off * (node.Zero[1 - side] * node.Factor[1 - side]);
        }
    }

    // A passed edge gives its feature (1 - z) / f of everything below it, one not passed -1 / (1 - t).
    private static void Ascend(ExplainingNode[] nodes, ExplainingScratch scratch, Vector256<double> off)
    {
        ref Vector256<double> products = ref MemoryMarshal.GetArrayDataReference(scratch.Products);
        ref Vector256<double> inverses = ref MemoryMarshal.GetArrayDataReference(scratch.Inverses);
        ref Vector256<double> sums = ref MemoryMarshal.GetArrayDataReference(scratch.Sums);
        ReadOnlySpan<sbyte> hot = scratch.Hot.AsSpan(0, nodes.Length);
        Vector256<double> missed = -(Vector256<double>.One / off);
        for (int i = nodes.Length - 1; i >= 0; i--)
        {
            ref readonly ExplainingNode node = ref nodes[i];
            ref Vector256<double> edges = ref Unsafe.Add(ref products, (2 * i) + 1);
            int side = hot[i];
            Vector256<double> below = edges + Unsafe.Add(ref edges, 1);
            if (side >= 0)
            {
                Vector256<double> passed = Unsafe.Add(ref inverses, (2 * i) + 1 + side) * (1 - node.Zero[side]);
                Vector256<double> above = Unsafe.Add(ref inverses, node.Same) * (1 - node.SameZero);
                Unsafe.Add(ref sums, node.Feature) += (Unsafe.Add(ref edges, side) * passed)
                    + (Unsafe.Add(ref edges, 1 - side) * missed) - (below * above);
            }

            Unsafe.Add(ref products, node.Parent) = below;
        }
    }
}
