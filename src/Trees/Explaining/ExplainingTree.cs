using System.Runtime.InteropServices;
using PreDelinquency.Trees.Model;
using PreDelinquency.Trees.Scoring;

namespace PreDelinquency.Trees.Explaining;

/// <summary>One tree laid out for TreeSHAP: splits in depth-first order with everything that does not depend on the row.</summary>
internal sealed class ExplainingTree
{
    private ExplainingTree(ExplainingNode[] nodes, Quadrature quadrature)
    {
        Nodes = nodes;
        Quadrature = quadrature;
    }

    public ExplainingNode[] Nodes { get; }

    public Quadrature Quadrature { get; }

    /// <param name="tree">A tree with row counts and at least one split.</param>
    /// <param name="slots">Slot of each of its inner nodes.</param>
    /// <param name="bitsets">Where its bitsets begin among those of the ensemble.</param>
    /// <param name="known">Quadratures made so far.</param>
    public static ExplainingTree Create(DecisionTree tree, int[] slots, int bitsets, Dictionary<int, Quadrature> known)
    {
        var nodes = new ExplainingNode[tree.InnerCount];
        var zeros = new double[(2 * nodes.Length) + 1];
        zeros[0] = 1;
        var lastEdge = new Dictionary<int, int>();
        var open = new Stack<Visit>();
        open.Push(new Visit(0, 0, 0, -1));
        int placed = 0;
        int deepest = 0;
        while (open.TryPop(out Visit visit))
        {
            if (visit.Node < 0)
            {
                // Leaving an edge: what was last split on its feature is again what it was above.
                lastEdge[visit.Feature] = visit.Edge;
                continue;
            }

            if (visit.Feature >= 0)
            {
                int before = lastEdge.GetValueOrDefault(visit.Feature);
                open.Push(new Visit(-1, before, 0, visit.Feature));
                lastEdge[visit.Feature] = visit.Edge;
            }

            int feature = tree.SplitFeature[visit.Node];
            int same = lastEdge.GetValueOrDefault(feature);
            int distinct = visit.Distinct + (same == 0 ? 1 : 0);
            deepest = Math.Max(deepest, distinct);
            int index = placed++;
            ref ExplainingNode node = ref nodes[index];
            node = new ExplainingNode
            {
                Key = tree.IsCategorical(visit.Node)
                    ? CategoryBitset.Place(tree, visit.Node, bitsets)
                    : OrderedKey.Of(tree.Threshold[visit.Node]),
                Slot = tree.IsCategorical(visit.Node) ? ~slots[visit.Node] : slots[visit.Node],
                Feature = feature,
                Parent = visit.Edge,
                Same = same,
                SameZero = zeros[same],
            };
            Side(tree, visit.Node, tree.LeftChild[visit.Node], ref node, 0);
            Side(tree, visit.Node, tree.RightChild[visit.Node], ref node, 1);
            for (int side = 1; side >= 0; side--)
            {
                int edge = (2 * index) + 1 + side;
                int child = side == 0 ? tree.LeftChild[visit.Node] : tree.RightChild[visit.Node];
                zeros[edge] = node.Zero[side];
                if (child >= 0)
                {
                    open.Push(new Visit(child, edge, distinct, feature));
                }
            }
        }

        return new ExplainingTree(nodes, Quadrature.ForFeatures(deepest, known));
    }

    private static void Side(DecisionTree tree, int node, int child, ref ExplainingNode target, int side)
    {
        double zero = (double)tree.Rows(child) / tree.Rows(node) * target.SameZero;
        target.Zero[side] = zero;
        // Nothing reaches a split below an empty edge; any ratio will do there, NaN will not.
        target.Ratio[side] = target.SameZero > 0 ? zero / target.SameZero : 0;
        target.Factor[side] = child < 0 ? tree.LeafValue[~child] : 1;
    }

    // Node -1 undoes: sets the feature's last edge back to Edge.
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Visit(int Node, int Edge, int Distinct, int Feature);
}
