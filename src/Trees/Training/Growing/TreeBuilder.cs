using PreDelinquency.Trees.Model;
using PreDelinquency.Trees.Training.Binning;

namespace PreDelinquency.Trees.Training.Growing;

/// <summary>Collects the splits of a growing tree in the numbering of the text format.</summary>
internal sealed class TreeBuilder(FeatureBins[] bins)
{
    private readonly List<Node> _nodes = [];
    private readonly List<Leaf> _leaves = [];
    private readonly List<int> _boundaries = [0];
    private readonly List<uint> _bits = [];

    public int LeafCount => _leaves.Count;

    public void Root(double value, double weight, int rows) => _leaves.Add(new Leaf(value, weight, rows, Parent: -1));

    /// <summary>Splits a leaf; the new leaf is the right one.</summary>
    public void Split(int leaf, in SplitCandidate split, double gain, (double Weight, int Rows) left, (double Weight, int Rows) right)
    {
        int index = _nodes.Count;
        Leaf old = _leaves[leaf];
        if (old.Parent >= 0)
        {
            Node parent = _nodes[old.Parent];
            _nodes[old.Parent] = parent.Left == ~leaf ? parent with { Left = index } : parent with { Right = index };
        }

        FeatureBins feature = bins[split.Feature];
        (double threshold, int type) = split.LeftBins is { } leftBins
            ? (AddBitset(feature, leftBins), DecisionTree.CategoricalBit)
            : (feature.UpperBounds[split.Bin], split.DefaultLeft ? DecisionTree.DefaultLeftBit : 0);
        type |= (int)feature.Missing << 2;
        _nodes.Add(new Node(
            split.Feature, threshold, (byte)type, gain, ~leaf, ~_leaves.Count, old.Value, left.Weight + right.Weight, left.Rows + right.Rows));
        _leaves[leaf] = new Leaf(split.LeftOutput, left.Weight, left.Rows, index);
        _leaves.Add(new Leaf(split.RightOutput, right.Weight, right.Rows, index));
    }

    /// <summary>The tree with its values times <paramref name="rate"/> plus <paramref name="bias"/>.</summary>
    /// <exception cref="TrainingDivergedException">A value is not finite.</exception>
    public DecisionTree Build(double rate, double bias)
    {
        double[] leafValues = [.. _leaves.Select(leaf => (leaf.Value * rate) + bias)];
        if (!Array.TrueForAll(leafValues, double.IsFinite))
        {
            throw new TrainingDivergedException("a leaf");
        }

        return new()
        {
            SplitFeature = [.. _nodes.Select(node => node.Feature)],
            SplitGain = [.. _nodes.Select(node => (double)(float)node.Gain)],
            Threshold = [.. _nodes.Select(node => node.Threshold)],
            DecisionType = [.. _nodes.Select(node => node.Type)],
            LeftChild = [.. _nodes.Select(node => node.Left)],
            RightChild = [.. _nodes.Select(node => node.Right)],
            LeafValue = leafValues,
            LeafWeight = [.. _leaves.Select(leaf => leaf.Weight)],
            LeafRows = [.. _leaves.Select(leaf => leaf.Rows)],
            InternalValue = [.. _nodes.Select(node => (node.Value * rate) + bias)],
            InternalWeight = [.. _nodes.Select(node => node.Weight)],
            InternalRows = [.. _nodes.Select(node => node.Rows)],
            CategoryBoundaries = [.. _boundaries],
            CategoryBits = [.. _bits],
            // A tree that carries the start value is no longer a multiple of the rate.
            Shrinkage = bias == 0 ? rate : 1,
        };
    }

    private double AddBitset(FeatureBins feature, int[] leftBins)
    {
        var words = new uint[(leftBins.Max(bin => feature.Categories[bin]) / 32) + 1];
        foreach (int bin in leftBins)
        {
            int category = feature.Categories[bin];
            words[category / 32] |= 1u << (category % 32);
        }

        _bits.AddRange(words);
        _boundaries.Add(_bits.Count);
        return _boundaries.Count - 2;
    }

    private sealed record Node(
        int Feature, double Threshold, byte Type, double Gain, int Left, int Right, double Value, double Weight, int Rows);

    private sealed record Leaf(double Value, double Weight, int Rows, int Parent);
}
