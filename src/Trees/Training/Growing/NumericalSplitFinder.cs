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
            RowsPerHessian = leaf.Rows / hessian * hessianUnit,
            Rows = leaf.Rows,
            Numerator = shift,
            Denominator = 1,
            Bin = -1,
            Monotone = monotone,
            Constrained = constrained,
            Min = leaf.Min,
            Max = leaf.Max,
        };

        int last = bins.Count - 1;
        bool twoSided = bins.Count > 2 && bins.Missing != MissingKind.None;
        int skipped = twoSided && bins.Missing == MissingKind.Zero ? bins.ZeroBin : -1;
        SweepDown(histogram, twoSided && bins.Missing == MissingKind.NaN ? last - 1 : last, skipped, ref search);
        if (twoSided)
        {
            SweepUp(histogram, last - 1, skipped, bins.Missing == MissingKind.NaN && bins.FirstBinIsTheRest, ref search);
        }

        double gain = (search.Numerator / search.Denominator) - shift;
        if (search.Bin < 0 || !(gain > 0))
        {
            return false;
        }

        var found = new SplitCandidate { Gain = gain, Feature = feature };
        if (found.IsBetterThan(best))
        {
            found.Bin = search.Bin;
            // Of the two bins of a feature that is all one value or missing, the missing one is the right side.
            found.DefaultLeft = !search.MissingRight && !(bins.Count <= 2 && bins.Missing == MissingKind.NaN);
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
        HistogramBin right = default;
        int rows = 0;
        for (int bin = from; bin >= 1; bin--)
        {
            if (bin == skipped)
            {
                continue;
            }

            right += histogram[bin];
            rows += search.RowsOf(histogram[bin]);
            HistogramBin left = search.Total - right;
            if (!LargeEnough(rows, right.Hessian))
            {
                continue;
            }

            if (!LargeEnough(search.Rows - rows, left.Hessian))
            {
                break;
            }

            if (Improves(left, right, ref search))
            {
                search.Bin = bin - 1;
                search.Left = left;
            }
        }
    }

    private void SweepUp(ReadOnlySpan<HistogramBin> histogram, int to, int skipped, bool firstIsTheRest, ref Search search)
    {
        HistogramBin left = default;
        int rows = 0;
        if (firstIsTheRest)
        {
            // What rounding leaves of the leaf's rows counts to the left, as it does in LightGBM.
            rows = search.Rows;
            foreach (ref readonly HistogramBin bin in histogram)
            {
                rows -= search.RowsOf(bin);
            }
        }

        for (int bin = 0; bin <= to; bin++)
        {
            if (bin == skipped)
            {
                continue;
            }

            left += histogram[bin];
            rows += search.RowsOf(histogram[bin]);
            HistogramBin right = search.Total - left;
            if (!LargeEnough(rows, left.Hessian))
            {
                continue;
            }

            if (!LargeEnough(search.Rows - rows, right.Hessian))
            {
                break;
            }

            if (Improves(left, right, ref search))
            {
                search.Bin = bin;
                search.Left = left;
                search.MissingRight = true;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool LargeEnough(int rows, long hessian) => rows >= _minRows && (hessian * hessianUnit) + Epsilon >= _minHessian;

    // g²/h on both sides beats the best so far: compared as fractions, since a division costs more than all the rest. The
    // sums are whole numbers, so a split met again in the other sweep ties exactly and the first one stays.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Improves(HistogramBin left, HistogramBin right, ref Search search)
    {
        double leftGradient = left.Gradient * gradientUnit;
        double leftHessian = (left.Hessian * hessianUnit) + Epsilon;
        double rightGradient = right.Gradient * gradientUnit;
        double rightHessian = (right.Hessian * hessianUnit) + Epsilon;
        double numerator;
        double denominator;
        if (_l1 > 0 || search.Constrained)
        {
            numerator = GainByRules(leftGradient, leftHessian, rightGradient, rightHessian, search);
            denominator = 1;
        }
        else
        {
            leftHessian += _l2;
            rightHessian += _l2;
            numerator = (leftGradient * leftGradient * rightHessian) + (rightGradient * rightGradient * leftHessian);
            denominator = leftHessian * rightHessian;
        }

        if (!(numerator * search.Denominator > search.Numerator * denominator))
        {
            return false;
        }

        search.Numerator = numerator;
        search.Denominator = denominator;
        return true;
    }

    private double GainByRules(double leftGradient, double leftHessian, double rightGradient, double rightHessian, in Search search) =>
        search.Constrained
            ? ConstrainedGain(leftGradient, leftHessian, rightGradient, rightHessian, search)
            : LeafGain.Best(leftGradient, leftHessian, _l1, _l2) + LeafGain.Best(rightGradient, rightHessian, _l1, _l2);

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
        public double RowsPerHessian;
        public int Rows;
        public int Monotone;
        public bool Constrained;
        public double Min;
        public double Max;
        public double Numerator;
        public double Denominator;
        public bool MissingRight;
        public int Bin;
        public HistogramBin Left;

        public readonly int RowsOf(in HistogramBin bin) => (int)((bin.Hessian * RowsPerHessian) + 0.5);
    }
}
