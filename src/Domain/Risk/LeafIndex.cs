using PreDelinquency.Trees;

namespace PreDelinquency.Domain.Risk;

/// <summary>The leaves that a few changed features lead to, by the set of features that must change for them.</summary>
internal sealed class LeafIndex
{
    private readonly Dictionary<(int, int, int), Group> _groups = [];

    /// <param name="trees">Per tree, the leaves within reach.</param>
    public LeafIndex(IReadOnlyList<IReadOnlyList<ReachableLeaf>> trees)
    {
        Own = new ReachableLeaf[trees.Count];
        for (var tree = 0; tree < trees.Count; tree++)
        {
            Own[tree] = trees[tree].Single(leaf => leaf.Changes == 0);
            foreach (var set in trees[tree].Where(leaf => leaf.Changes > 0).GroupBy(KeyOf))
            {
                if (!_groups.TryGetValue(set.Key, out var group))
                    _groups.Add(set.Key, group = new Group());
                group.Drop += Math.Min(0, set.Min(leaf => leaf.Value) - Own[tree].Value);
                group.Leaves.AddRange(set.Select(leaf => (tree, leaf)));
            }
        }
    }

    /// <summary>Per tree, the leaf of the row as it is.</summary>
    public ReachableLeaf[] Own { get; }

    /// <summary>At most so much a change of some or all of these features lowers the raw score, as a number of at most 0.</summary>
    public double Drop(ReadOnlySpan<int> features)
    {
        double sum = 0;
        for (var subset = 1; subset < 1 << features.Length; subset++)
            sum += _groups.TryGetValue(KeyOf(features, subset), out var group) ? group.Drop : 0;
        return sum;
    }

    /// <summary>The leaves that a change of some or all of these features leads to, with their trees, in order of trees.</summary>
    public void Collect(ReadOnlySpan<int> features, List<(int Tree, ReachableLeaf Leaf)> leaves)
    {
        leaves.Clear();
        for (var subset = 1; subset < 1 << features.Length; subset++)
        {
            if (_groups.TryGetValue(KeyOf(features, subset), out var group))
                leaves.AddRange(group.Leaves);
        }

        leaves.Sort(static (a, b) => a.Tree.CompareTo(b.Tree));
    }

    // Features in rising order, -1 in place of those that are not there.
    private static (int, int, int) KeyOf(ReadOnlySpan<int> features, int subset)
    {
        Span<int> key = [-1, -1, -1];
        var count = 0;
        for (var i = 0; i < features.Length; i++)
        {
            if ((subset & (1 << i)) != 0)
                key[count++] = features[i];
        }

        return (key[0], key[1], key[2]);
    }

    private static (int, int, int) KeyOf(ReachableLeaf leaf)
    {
        Span<int> key = [-1, -1, -1];
        var count = 0;
        foreach (var range in leaf.Ranges)
        {
            if (range.First > 0)
                key[count++] = range.Feature;
        }

        return (key[0], key[1], key[2]);
    }

    private sealed class Group
    {
        /// <summary>Over the trees, the lowest of these leaves against the row's own, where it is lower.</summary>
        public double Drop { get; set; }

        public List<(int Tree, ReachableLeaf Leaf)> Leaves { get; } = [];
    }
}
