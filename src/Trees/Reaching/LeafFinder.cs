using PreDelinquency.Trees.Model;
using PreDelinquency.Trees.Scoring;

namespace PreDelinquency.Trees.Reaching;

/// <summary>Walks every way down a tree that some choice of values takes. Splits are decided by the keys that scoring compares.</summary>
internal sealed class LeafFinder
{
    private readonly DecisionTree[] _trees;
    private readonly SlotTable _slots;
    private readonly long[][] _keys;
    private readonly int[] _first;
    private readonly int[] _last;
    private readonly int[] _asked;
    private readonly bool[] _hasAlternatives;
    private readonly int _mostChanges;
    private int _changes;

    /// <param name="trees">The trees.</param>
    /// <param name="slots">What their splits compare.</param>
    /// <param name="row">The row's own values.</param>
    /// <param name="alternatives">Other values per feature.</param>
    /// <param name="mostChanges">Leaves that more features must change for are left out.</param>
    public LeafFinder(DecisionTree[] trees, SlotTable slots, ReadOnlySpan<double> row, IReadOnlyList<IReadOnlyList<double>> alternatives, int mostChanges)
    {
        (_trees, _slots, _mostChanges) = (trees, slots, mostChanges);
        _first = new int[row.Length];
        _last = [.. alternatives.Select(values => values.Count)];
        _asked = new int[row.Length];
        _hasAlternatives = Array.ConvertAll(_last, count => count > 0);
        _keys = new long[1 + _last.Max()][];
        double[] values = row.ToArray();
        for (int choice = 0; choice < _keys.Length; choice++)
        {
            for (int feature = 0; feature < values.Length; feature++)
            {
                if (choice > 0 && choice <= _last[feature])
                {
                    values[feature] = alternatives[feature][choice - 1];
                }
            }

            slots.Prepare(values, _keys[choice] = new long[slots.Count], 1);
        }
    }

    /// <summary>The leaves of a tree.</summary>
    public ReachableLeaf[] Find(int tree)
    {
        var found = new List<ReachableLeaf>();
        Descend(tree, _trees[tree].InnerCount > 0 ? 0 : ~0, found);
        return [.. found];
    }

    private void Descend(int number, int child, List<ReachableLeaf> found)
    {
        DecisionTree tree = _trees[number];
        if (child < 0)
        {
            found.Add(new ReachableLeaf(tree.LeafValue[~child], Ranges()));
            return;
        }

        int feature = tree.SplitFeature[child];
        (int first, int last) = (_first[feature], _last[feature]);
        _asked[feature]++;

        // Choices that go the same way side by side go together.
        for (int from = first; from <= last;)
        {
            bool left = GoesLeft(number, child, from);
            int to = from;
            while (to < last && GoesLeft(number, child, to + 1) == left)
            {
                to++;
            }

            bool isChanged = first == 0 && from > 0;
            if (!isChanged || _changes < _mostChanges)
            {
                _changes += isChanged ? 1 : 0;
                (_first[feature], _last[feature]) = (from, to);
                Descend(number, left ? tree.LeftChild[child] : tree.RightChild[child], found);
                (_first[feature], _last[feature]) = (first, last);
                _changes -= isChanged ? 1 : 0;
            }

            from = to + 1;
        }

        _asked[feature]--;
    }

    private bool GoesLeft(int number, int node, int choice) =>
        LeafWalk.GoesLeft(_trees[number], node, _keys[choice][_slots.NodeSlots[number][node]]);

    private ChoiceRange[] Ranges()
    {
        var ranges = new List<ChoiceRange>();
        for (int feature = 0; feature < _asked.Length; feature++)
        {
            if (_asked[feature] > 0 && _hasAlternatives[feature])
            {
                ranges.Add(new ChoiceRange(feature, _first[feature], _last[feature]));
            }
        }

        return [.. ranges];
    }
}
