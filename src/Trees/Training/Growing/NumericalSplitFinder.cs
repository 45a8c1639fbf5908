using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PreDelinquency.Trees.Model;
using PreDelinquency.Trees.Training.Binning;

namespace PreDelinquency.Trees.Training.Growing;

/// <summary>
/// The best threshold of a numerical feature in one leaf: a sweep from the highest bin down, where what is missing stays
/// left, and where something can be missing a sweep up, where it stays right.
/// </summary>
internal sealed class NumericalSplitFinder(TrainingParameters parameters, double gradientUnit, double hessianUnit)
{
    // LightGBM adds it to every hessian, against division by zero.
    internal const double Epsilon = 1e-15;

    private readonly double _l1 = parameters.LambdaL1;
    private readonly double _l2 = parameters.LambdaL2;
    private readonly int _minRows = parameters.MinDataInLeaf;
    private readonly double _minHessian = parameters.MinSumHessianInLeaf;

    /// <summary>Improves <paramref name="best"/> where this feature does better; false where no split of it would gain anything.</summary>
    public bool Find(
        int feature, FeatureBins bins, int monotone, bool constrained, ReadOnlySpan<HistogramBin> histogram, in LeafTotals leaf,
        ref SplitCandidate best)
    {
        double gradient = leaf.Sum.Gradient * gradientUnit;
        double hessian = (leaf.Sum.Hessian * hessianUnit) + (2 * Epsilon);
        double shift = LeafGain.Best(gradient, hessian, _l1, _l2) + parameters.MinGainToSplit;
        var search = new Search
        {
            Total = leaf.Sum,
            Gradient = gradient,
            Hessian = hessian,
            RowsPerHessian = leaf.Rows / hessian * hessianUnit,
            Rows = leaf.Rows,
            Gain = shift,
            Bin = -1,
            Monotone = monotone,
            Constrained = constrained,
            Min = leaf.Min,
            Max = leaf.Max,
        };

        bool twoSided = bins.Count > 2 && bins.Missing != MissingKind.None;
        int skipped = twoSided && bins.Missing == MissingKind.Zero ? bins.ZeroBin : -1;
        int last = bins.Count - 1;
        SweepDown(histogram, twoSided && bins.Missing == MissingKind.NaN ? last - 1 : last, skipped, ref search);
        bool defaultLeft = !(bins.Count <= 2 && bins.Missing == MissingKind.NaN);
        if (twoSided)
        {
            double before = search.Gain;
            SweepUp(histogram, last - 1, skipped, ref search);
            defaultLeft = search.Gain == before;
        }

        // A division may round down to what multiplication saw exceeded.
        if (!(search.Gain > shift) || search.Bin < 0)
        {
            return false;
        }

        double gain = search.Gain - shift;
        var found = new SplitCandidate { Gain = gain, Feature = feature };
        if (found.IsBetterThan(best))
        {
            found.Bin = search.Bin;
            found.DefaultLeft = defaultLeft;
            found.Left = search.Left;
            SetOutputs(ref found, leaf, _l1, _l2);
            best = found;
        }

        return true;
    }

    /// <summary>Outputs of both sides, within the leaf's monotone bounds.</summary>
    public void SetOutputs(ref SplitCandidate split, in LeafTotals leaf, double l1, double l2)
    {
        HistogramBin right = leaf.Sum - split.Left;
        split.LeftOutput = Math.Clamp(
            LeafGain.Output(split.Left.Gradient * gradientUnit, (split.Left.Hessian * hessianUnit) + Epsilon, l1, l2), leaf.Min, leaf.Max);
        split.RightOutput = Math.Clamp(
            LeafGain.Output(right.Gradient * gradientUnit, (right.Hessian * hessianUnit) + Epsilon, l1, l2), leaf.Min, leaf.Max);
    }

    private void SweepDown(ReadOnlySpan<HistogramBin> histogram, int from, int skipped, ref Search search)
    {
        long gradient = 0;
        long hessian = 0;
        int rows = 0;
        for (int bin = from; bin >= 1; bin--)
        {
            if (bin == skipped)
            {
                continue;
            }

            gradient += histogram[bin].Gradient;
            hessian += histogram[bin].Hessian;
            rows += (int)((histogram[bin].Hessian * search.RowsPerHessian) + 0.5);
            double rightHessian = (hessian * hessianUnit) + Epsilon;
            if (rows < _minRows || rightHessian < _minHessian)
            {
                continue;
            }

            double leftHessian = search.Hessian - rightHessian;
            if (search.Rows - rows < _minRows || leftHessian < _minHessian)
            {
                break;
            }

            double rightGradient = gradient * gradientUnit;
            if (Improves(search.Gradient - rightGradient, leftHessian, rightGradient, rightHessian, ref search))
            {
                search.Bin = bin - 1;
                search.Left = search.Total - new HistogramBin(gradient, hessian);
            }
        }
    }

    private void SweepUp(ReadOnlySpan<HistogramBin> histogram, int to, int skipped, ref Search search)
    {
        long gradient = 0;
        long hessian = 0;
        int rows = 0;
        for (int bin = 0; bin <= to; bin++)
        {
            if (bin == skipped)
            {
                continue;
            }

            gradient += histogram[bin].Gradient;
            hessian += histogram[bin].Hessian;
            rows += (int)((histogram[bin].Hessian * search.RowsPerHessian) + 0.5);
            double leftHessian = (hessian * hessianUnit) + Epsilon;
            if (rows < _minRows || leftHessian < _minHessian)
            {
                continue;
            }

            double rightHessian = search.Hessian - leftHessian;
            if (search.Rows - rows < _minRows || rightHessian < _minHessian)
            {
                break;
            }

            double leftGradient = gradient * gradientUnit;
            if (Improves(leftGradient, leftHessian, search.Gradient - leftGradient, rightHessian, ref search))
            {
                search.Bin = bin;
                search.Left = new HistogramBin(gradient, hessian);
            }
        }
    }

    // g²/h on both sides beats the best so far where (gl² hr + gr² hl) > best · hl hr: no division until it does.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Improves(double leftGradient, double leftHessian, double rightGradient, double rightHessian, ref Search search)
    {
        if (_l1 > 0 || search.Constrained)
        {
            return ImprovesWithRules(leftGradient, leftHessian, rightGradient, rightHessian, ref search);
        }

        double left = leftHessian + _l2;
        double right = rightHessian + _l2;
        double both = left * right;
        double gain = (leftGradient * leftGradient * right) + (rightGradient * rightGradient * left);
        if (!(gain > search.Gain * both))
        {
            return false;
        }

        search.Gain = gain / both;
        return true;
    }

    private bool ImprovesWithRules(double leftGradient, double leftHessian, double rightGradient, double rightHessian, ref Search search)
    {
        double gain = search.Constrained
            ? ConstrainedGain(leftGradient, leftHessian, rightGradient, rightHessian, search)
            : LeafGain.Best(leftGradient, leftHessian, _l1, _l2) + LeafGain.Best(rightGradient, rightHessian, _l1, _l2);
        if (!(gain > search.Gain))
        {
            return false;
        }

        search.Gain = gain;
        return true;
    }

    private double ConstrainedGain(double leftGradient, double leftHessian, double rightGradient, double rightHessian, in Search search)
    {
        double left = Math.Clamp(LeafGain.Output(leftGradient, leftHessian, _l1, _l2), search.Min, search.Max);
        double right = Math.Clamp(LeafGain.Output(rightGradient, rightHessian, _l1, _l2), search.Min, search.Max);
        if ((search.Monotone > 0 && left > right) || (search.Monotone < 0 && left < right))
        {
            return 0;
        }

        return LeafGain.Of(left, leftGradient, leftHessian, _l1, _l2) + LeafGain.Of(right, rightGradient, rightHessian, _l1, _l2);
    }

    // The state of one feature's search.
    [StructLayout(LayoutKind.Auto)]
    private struct Search
    {
        public HistogramBin Total;
        public double Gradient;
        public double Hessian;
        public double RowsPerHessian;
        public int Rows;
        public int Monotone;
        public bool Constrained;
        public double Min;
        public double Max;
        public double Gain;
        public int Bin;
        public HistogramBin Left;
    }
}
