using PreDelinquency.Trees.Training.Binning;

namespace PreDelinquency.Trees.Training.Growing;

/// <summary>Grows trees leaf-wise: always splits the leaf whose best split gains most.</summary>
internal sealed class TreeGrower
{
    private readonly BinnedData _data;
    private readonly TrainingParameters _parameters;
    private readonly LeafSearch _search;

    public TreeGrower(BinnedData data, TrainingParameters parameters, Workers workers)
    {
        _data = data;
        _parameters = parameters;
        _search = new LeafSearch(data, parameters, workers);
    }

    /// <summary>Grows one tree on the rows of leaf 0 of <paramref name="partition"/>.</summary>
    /// <param name="partition">The training rows; ends up with the rows of every leaf.</param>
    /// <param name="followers">Other rows, which are sent down the same splits.</param>
    /// <param name="gradients">Derivatives of the training rows.</param>
    /// <param name="features">Features drawn for this tree.</param>
    public TreeBuilder Grow(RowPartition partition, IReadOnlyList<RowPartition> followers, PackedGradients gradients, bool[] features)
    {
        HistogramBin sum = default;
        foreach (int row in partition.Rows(0))
        {
            sum += gradients.Of(row);
        }

        double weight = sum.Hessian * gradients.HessianUnit;
        var tree = new TreeBuilder(_data.Bins);
        tree.Root(
            LeafGain.Output(sum.Gradient * gradients.GradientUnit, weight + NumericalSplitFinder.Epsilon, _parameters.LambdaL1, _parameters.LambdaL2),
            weight,
            partition.Count(0));
        var root = new GrowingLeaf
        {
            Index = 0,
            Depth = 0,
            Totals = new LeafTotals(sum, partition.Count(0), double.NegativeInfinity, double.PositiveInfinity),
            Splittable = [.. features],
        };
        var leaves = new List<GrowingLeaf> { root };
        if (MaySplit(root))
        {
            _search.SearchRoot(root, partition, gradients);
        }

        while (leaves.Count < _parameters.Leaves && Best(leaves) is { } leaf)
        {
            Split(tree, leaf, leaves, partition, followers, gradients);
        }

        leaves.ForEach(_search.Release);
        return tree;
    }

    private static GrowingLeaf? Best(List<GrowingLeaf> leaves)
    {
        GrowingLeaf best = leaves[0];
        foreach (GrowingLeaf leaf in leaves)
        {
            if (leaf.Best.Gain > best.Best.Gain)
            {
                best = leaf;
            }
        }

        return best.Best.Gain > 0 ? best : null;
    }

    private void Split(
        TreeBuilder tree,
        GrowingLeaf leaf,
        List<GrowingLeaf> leaves,
        RowPartition partition,
        IReadOnlyList<RowPartition> followers,
        PackedGradients gradients)
    {
        SplitCandidate split = leaf.Best;
        int newLeaf = leaves.Count;
        bool[] goesLeft = GoesLeft(split);
        partition.Split(leaf.Index, newLeaf, split.Feature, goesLeft);
        foreach (RowPartition follower in followers)
        {
            follower.Split(leaf.Index, newLeaf, split.Feature, goesLeft);
        }

        HistogramBin rightSum = leaf.Totals.Sum - split.Left;
        tree.Split(
            leaf.Index,
            split,
            split.Gain + _parameters.MinGainToSplit,
            (split.Left.Hessian * gradients.HessianUnit, partition.Count(leaf.Index)),
            (rightSum.Hessian * gradients.HessianUnit, partition.Count(newLeaf)));

        // A monotone split halves the room between its sides' outputs (LightGBM's basic method).
        int direction = split.LeftBins is null && _parameters.MonotoneConstraints.Count > 0 ? _parameters.MonotoneConstraints[split.Feature] : 0;
        double middle = (split.LeftOutput + split.RightOutput) / 2;
        LeafTotals totals = leaf.Totals;
        GrowingLeaf left = Child(leaf, leaf.Index, totals with
        {
            Sum = split.Left,
            Rows = partition.Count(leaf.Index),
            Min = direction < 0 ? Math.Max(totals.Min, middle) : totals.Min,
            Max = direction > 0 ? Math.Min(totals.Max, middle) : totals.Max,
        });
        GrowingLeaf right = Child(leaf, newLeaf, totals with
        {
            Sum = rightSum,
            Rows = partition.Count(newLeaf),
            Min = direction > 0 ? Math.Max(totals.Min, middle) : totals.Min,
            Max = direction < 0 ? Math.Min(totals.Max, middle) : totals.Max,
        });
        leaves[leaf.Index] = left;
        leaves.Add(right);
        if (leaves.Count < _parameters.Leaves && (MaySplit(left) || MaySplit(right)))
        {
            bool leftIsSmaller = left.Totals.Rows < right.Totals.Rows;
            _search.SearchChildren(leaf, leftIsSmaller ? left : right, leftIsSmaller ? right : left, partition, gradients);
        }
        else
        {
            _search.Release(leaf);
        }
    }

    private static GrowingLeaf Child(GrowingLeaf parent, int index, LeafTotals totals) =>
        new() { Index = index, Depth = parent.Depth + 1, Totals = totals, Splittable = [.. parent.Splittable] };

    private bool MaySplit(GrowingLeaf leaf) =>
        (_parameters.MaxDepth <= 0 || leaf.Depth < _parameters.MaxDepth) && leaf.Totals.Rows >= 2 * _parameters.MinDataInLeaf;

    private bool[] GoesLeft(in SplitCandidate split)
    {
        FeatureBins bins = _data.Bins[split.Feature];
        var goesLeft = new bool[bins.Count];
        if (split.LeftBins is { } leftBins)
        {
            foreach (int bin in leftBins)
            {
                goesLeft[bin] = true;
            }

            return goesLeft;
        }

        goesLeft.AsSpan(0, split.Bin + 1).Fill(true);
        switch (bins.Missing)
        {
            case Model.MissingKind.NaN:
                goesLeft[^1] = split.DefaultLeft;
                break;
            case Model.MissingKind.Zero:
                goesLeft[bins.ZeroBin] = split.DefaultLeft;
                break;
        }

        return goesLeft;
    }
}
