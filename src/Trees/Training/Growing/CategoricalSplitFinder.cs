using PreDelinquency.Trees.Training.Binning;

namespace PreDelinquency.Trees.Training.Growing;

/// <summary>
/// The best set of categories to go left: one against the rest where there are few, else a prefix of the categories in
/// order of gradient over hessian, from either end (Fisher 1958; LightGBM's limits on its size). Bin 0 always goes right.
/// </summary>
internal sealed class CategoricalSplitFinder(
    TrainingParameters parameters, NumericalSplitFinder outputs, double gradientUnit, double hessianUnit)
{
    private const double Epsilon = NumericalSplitFinder.Epsilon;

    /// <summary>Improves <paramref name="best"/> where this feature does better; false where no split of it would gain anything.</summary>
    public bool Find(int feature, FeatureBins bins, bool constrained, ReadOnlySpan<HistogramBin> histogram, in LeafTotals leaf, ref SplitCandidate best)
    {
        double gradient = leaf.Sum.Gradient * gradientUnit;
        double hessian = (leaf.Sum.Hessian * hessianUnit) + (2 * Epsilon);
        double least = LeafGain.Best(gradient, hessian, parameters.LambdaL1, parameters.LambdaL2) + parameters.MinGainToSplit;
        bool oneHot = bins.Count <= parameters.MaxCategoriesOneHot;
        double l2 = parameters.LambdaL2 + (oneHot ? 0 : parameters.CategoryL2);
        var search = new Search(leaf, constrained, l2, leaf.Rows / hessian * hessianUnit) { Gain = least };
        if (oneHot)
        {
            OneAgainstRest(histogram, ref search);
        }
        else
        {
            OrderedPrefixes(histogram, ref search);
        }

        if (search.LeftBins is null)
        {
            return false;
        }

        var found = new SplitCandidate { Gain = search.Gain - least, Feature = feature, LeftBins = search.LeftBins, Left = search.Left };
        if (found.IsBetterThan(best))
        {
            outputs.SetOutputs(ref found, leaf, parameters.LambdaL1, l2);
            best = found;
        }

        return true;
    }

    private void OneAgainstRest(ReadOnlySpan<HistogramBin> histogram, ref Search search)
    {
        for (int bin = 1; bin < histogram.Length; bin++)
        {
            int rows = search.RowsOf(histogram[bin]);
            if (LargeEnough(rows, histogram[bin].Hessian * hessianUnit)
                && LargeEnough(search.Leaf.Rows - rows, (search.Leaf.Sum - histogram[bin]).Hessian * hessianUnit))
            {
                Try(histogram[bin], [bin], ref search);
            }
        }
    }

    private void OrderedPrefixes(ReadOnlySpan<HistogramBin> histogram, ref Search search)
    {
        var order = new List<(double Ratio, int Bin)>();
        for (int bin = 1; bin < histogram.Length; bin++)
        {
            if (search.RowsOf(histogram[bin]) >= parameters.CategorySmoothing)
            {
                double ratio = histogram[bin].Gradient * gradientUnit / ((histogram[bin].Hessian * hessianUnit) + parameters.CategorySmoothing);
                order.Add((ratio, bin));
            }
        }

        // By bin where ratios tie, so that the order is that of a stable sort.
        order.Sort();
        int longest = Math.Min(parameters.MaxCategoriesPerSplit, (order.Count + 1) / 2);
        Prefixes([.. order.Select(entry => entry.Bin)], longest, histogram, ref search);
        order.Reverse();
        Prefixes([.. order.Select(entry => entry.Bin)], longest, histogram, ref search);
    }

    private void Prefixes(int[] bins, int longest, ReadOnlySpan<HistogramBin> histogram, ref Search search)
    {
        HistogramBin left = default;
        int rows = 0;
        int inGroup = 0;
        for (int i = 0; i < longest; i++)
        {
            left += histogram[bins[i]];
            rows += search.RowsOf(histogram[bins[i]]);
            inGroup += search.RowsOf(histogram[bins[i]]);
            if (!LargeEnough(rows, left.Hessian * hessianUnit))
            {
                continue;
            }

            int rightRows = search.Leaf.Rows - rows;
            if (rightRows < parameters.MinDataPerGroup || !LargeEnough(rightRows, (search.Leaf.Sum - left).Hessian * hessianUnit))
            {
                break;
            }

            if (inGroup >= parameters.MinDataPerGroup)
            {
                inGroup = 0;
                Try(left, bins.AsSpan(0, i + 1), ref search);
            }
        }
    }

    private bool LargeEnough(int rows, double hessian) =>
        rows >= parameters.MinDataInLeaf && hessian + Epsilon >= parameters.MinSumHessianInLeaf;

    private void Try(HistogramBin left, ReadOnlySpan<int> bins, ref Search search)
    {
        HistogramBin right = search.Leaf.Sum - left;
        double gain = Side(left, search) + Side(right, search);
        if (gain > search.Gain)
        {
            search.Gain = gain;
            search.Left = left;
            search.LeftBins = bins.ToArray();
        }
    }

    private double Side(HistogramBin sum, in Search search)
    {
        double gradient = sum.Gradient * gradientUnit;
        double hessian = (sum.Hessian * hessianUnit) + Epsilon;
        if (!search.Constrained)
        {
            return LeafGain.Best(gradient, hessian, parameters.LambdaL1, search.L2);
        }

        double output = Math.Clamp(
            LeafGain.Output(gradient, hessian, parameters.LambdaL1, search.L2), search.Leaf.Min, search.Leaf.Max);
        return LeafGain.Of(output, gradient, hessian, parameters.LambdaL1, search.L2);
    }

    private struct Search(LeafTotals leaf, bool constrained, double l2, double rowsPerHessian)
    {
        public readonly LeafTotals Leaf = leaf;
        public readonly bool Constrained = constrained;
        public readonly double L2 = l2;
        public double Gain;
        public HistogramBin Left;
        public int[]? LeftBins;

        public readonly int RowsOf(HistogramBin bin) => (int)((bin.Hessian * rowsPerHessian) + 0.5);
    }
}
