using PreDelinquency.Trees.Training.Binning;

namespace PreDelinquency.Trees.Training.Growing;

/// <summary>Builds the histograms of new leaves and finds their best splits, group by group on all threads.</summary>
internal sealed class LeafSearch
{
    private const int RowsPerTask = 16_384;
    private readonly BinnedData _data;
    private readonly TrainingParameters _parameters;
    private readonly Workers _workers;
    private readonly HistogramPool _pool;
    private readonly GroupBins[] _groups;
    private readonly int[] _monotone;
    private readonly bool _constrained;
    private long[] _gathered = [];
    private HistogramBin[] _gatheredWide = [];

    public LeafSearch(BinnedData data, TrainingParameters parameters, Workers workers)
    {
        _data = data;
        _parameters = parameters;
        _workers = workers;
        _monotone = parameters.MonotoneConstraints.Count > 0 ? [.. parameters.MonotoneConstraints] : new int[data.Bins.Length];
        _constrained = Array.Exists(_monotone, direction => direction != 0);
        _groups = new GroupBins[data.Groups.Length];
        int start = 0;
        for (int g = 0; g < _groups.Length; g++)
        {
            _groups[g] = new GroupBins(start, [.. data.Groups[g].Features.Select(f => data.Bins[f].Count)]);
            start += _groups[g].Counts.Sum();
        }

        _pool = new HistogramPool(start);
    }

    /// <summary>Finds the best split of the root.</summary>
    public void SearchRoot(GrowingLeaf root, RowPartition partition, PackedGradients gradients) =>
        Search(new Work(root, null, Gather(root, partition, gradients)), gradients);

    /// <summary>
    /// Finds the best splits of two new leaves. Only the smaller one's rows are looked at: the larger one's histogram is the
    /// parent's less that of the smaller.
    /// </summary>
    public void SearchChildren(GrowingLeaf parent, GrowingLeaf smaller, GrowingLeaf larger, RowPartition partition, PackedGradients gradients)
    {
        if (parent.Histogram is { } histogram)
        {
            parent.Histogram = null;
            larger.Histogram = histogram;
            Search(new Work(smaller, larger, Gather(smaller, partition, gradients)), gradients);
        }
        else
        {
            Search(new Work(smaller, null, Gather(smaller, partition, gradients)), gradients);
            Search(new Work(larger, null, Gather(larger, partition, gradients)), gradients);
        }
    }

    /// <summary>Takes back the histogram of a leaf that will not be split.</summary>
    public void Release(GrowingLeaf leaf)
    {
        if (leaf.Histogram is { } histogram)
        {
            leaf.Histogram = null;
            _pool.Return(histogram);
        }
    }

    private LeafRows Gather(GrowingLeaf leaf, RowPartition partition, PackedGradients gradients)
    {
        int count = partition.Count(leaf.Index);
        bool isAll = count == _data.RowCount;
        long[]? words = null;
        HistogramBin[]? wideWords = null;
        if (gradients.IsWide)
        {
            wideWords = isAll ? gradients.WideWords : Gather(gradients.WideWords, ref _gatheredWide, leaf, partition);
        }
        else
        {
            words = isAll ? gradients.Words : Gather(gradients.Words, ref _gathered, leaf, partition);
        }

        return new LeafRows(leaf.Index, partition, words, wideWords, gradients.Shift, count, isAll);
    }

    private T[] Gather<T>(T[] words, ref T[] buffer, GrowingLeaf leaf, RowPartition partition)
    {
        T[] gathered = buffer.Length > 0 ? buffer : buffer = new T[_data.RowCount];
        _workers.RunChunks(partition.Count(leaf.Index), RowsPerTask, (start, length) =>
        {
            ReadOnlySpan<int> rows = partition.Rows(leaf.Index).Slice(start, length);
            Span<T> target = gathered.AsSpan(start, length);
            for (int i = 0; i < rows.Length; i++)
            {
                target[i] = words[rows[i]];
            }
        });
        return gathered;
    }

    private void Search(Work work, PackedGradients gradients)
    {
        var numerical = new NumericalSplitFinder(_parameters, gradients.GradientUnit, gradients.HessianUnit);
        var categorical = new CategoricalSplitFinder(_parameters, numerical, gradients.GradientUnit, gradients.HessianUnit);
        work.Built.Histogram = _pool.Rent();
        var bestBuilt = new SplitCandidate[_groups.Length];
        var bestDerived = new SplitCandidate[_groups.Length];
        _workers.Run(_groups.Length, g =>
        {
            bestBuilt[g] = SplitCandidate.None;
            bestDerived[g] = SplitCandidate.None;
            if (!Array.Exists(_data.Groups[g].Features, f => work.Built.Splittable[f]))
            {
                return;
            }

            GroupBins bins = _groups[g];
            Span<HistogramBin> built = bins.Of(work.Built.Histogram);
            work.Rows.Build(_data.Groups[g], bins.Counts, built);
            FindInGroup(g, work.Built, ref bestBuilt[g], numerical, categorical);
            if (work.Derived is { } derived)
            {
                Span<HistogramBin> rest = bins.Of(derived.Histogram!);
                HistogramKernel.Subtract(built, rest);

                FindInGroup(g, derived, ref bestDerived[g], numerical, categorical);
            }
        });
        Settle(work.Built, bestBuilt);
        if (work.Derived is { } second)
        {
            Settle(second, bestDerived);
        }
    }

    private void FindInGroup(
        int g, GrowingLeaf leaf, ref SplitCandidate best, NumericalSplitFinder numerical, CategoricalSplitFinder categorical)
    {
        int start = _groups[g].Start;
        foreach (int feature in _data.Groups[g].Features)
        {
            FeatureBins bins = _data.Bins[feature];
            if (leaf.Splittable[feature])
            {
                ReadOnlySpan<HistogramBin> histogram = leaf.Histogram.AsSpan(start, bins.Count);
                leaf.Splittable[feature] = bins.IsCategorical
                    ? categorical.Find(feature, bins, _constrained, histogram, leaf.Totals, ref best)
                    : numerical.Find(feature, bins, _monotone[feature], _constrained, histogram, leaf.Totals, ref best);
            }

            start += bins.Count;
        }
    }

    private void Settle(GrowingLeaf leaf, SplitCandidate[] candidates)
    {
        SplitCandidate best = SplitCandidate.None;
        foreach (ref readonly SplitCandidate candidate in candidates.AsSpan())
        {
            if (candidate.IsBetterThan(best))
            {
                best = candidate;
            }
        }

        leaf.Best = best;
        if (!(best.Gain > 0) || _pool.IsShort)
        {
            Release(leaf);
        }
    }

    // Where a group's bins stand in a histogram.
    private sealed record GroupBins(int Start, int[] Counts)
    {
        private readonly int _length = Counts.Sum();

        public Span<HistogramBin> Of(HistogramBin[] histogram) => histogram.AsSpan(Start, _length);
    }

    private sealed record Work(GrowingLeaf Built, GrowingLeaf? Derived, LeafRows Rows);
}
