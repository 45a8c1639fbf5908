using PreDelinquency.Trees;

namespace PreDelinquency.Domain.Risk;

/// <summary>How low the raw score of a row can get where one to three of its features choose their values from given ranges.</summary>
internal sealed class ChoiceBounds(LeafIndex leaves, double present)
{
    private readonly List<(int Tree, ReachableLeaf Leaf)> _collected = [];
    private readonly List<Leaf> _leaves = [];
    private double _rest;

    /// <summary>Looks at these features from here on.</summary>
    /// <param name="features">In rising order.</param>
    public void Choose(ReadOnlySpan<int> features)
    {
        leaves.Collect(features, _collected);
        _leaves.Clear();
        _rest = present;
        var tree = -1;
        foreach (var (owner, leaf) in _collected)
        {
            if (owner != tree)
            {
                tree = owner;
                _rest -= leaves.Own[tree].Value;
                _leaves.Add(Of(tree, leaves.Own[tree], features));
            }

            _leaves.Add(Of(tree, leaf, features));
        }
    }

    /// <summary>No choice within the ranges gives a lower raw score, but for rounding; where each range is one choice it is that score.</summary>
    /// <param name="first">First choice per feature.</param>
    /// <param name="last">Last choice per feature.</param>
    public double Lowest(ReadOnlySpan<int> first, ReadOnlySpan<int> last)
    {
        var (sum, lowest, tree) = (_rest, 0.0, -1);
        foreach (ref readonly var leaf in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_leaves))
        {
            if (leaf.Tree != tree)
            {
                sum += tree < 0 ? 0 : lowest;
                (tree, lowest) = (leaf.Tree, double.PositiveInfinity);
            }

            if (leaf.Value < lowest && leaf.Meets(first, last))
                lowest = leaf.Value;
        }

        return tree < 0 ? sum : sum + lowest;
    }

    private static Leaf Of(int tree, ReachableLeaf reachable, ReadOnlySpan<int> features)
    {
        var leaf = new Leaf(tree, reachable.Value);
        for (var i = 0; i < features.Length; i++)
        {
            (leaf.First[i], leaf.Last[i]) = (0, int.MaxValue);
            foreach (var range in reachable.Ranges)
            {
                if (range.Feature == features[i])
                    (leaf.First[i], leaf.Last[i]) = (range.First, range.Last);
            }
        }

        return leaf;
    }

    private struct Leaf(int tree, double value)
    {
        public readonly int Tree = tree;
        public readonly double Value = value;
        public Three First;
        public Three Last;

        public readonly bool Meets(ReadOnlySpan<int> first, ReadOnlySpan<int> last)
        {
            for (var i = 0; i < first.Length; i++)
            {
                if (First[i] > last[i] || Last[i] < first[i])
                    return false;
            }

            return true;
        }
    }

    [System.Runtime.CompilerServices.InlineArray(Counterfactual.MostChanges)]
    private struct Three
    {
        private int _first;
    }
}
