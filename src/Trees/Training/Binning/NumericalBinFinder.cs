using System.Runtime.InteropServices;
using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Training.Binning;

/// <summary>
/// Bounds of numerical bins by LightGBM's rules (src/io/bin.cpp): zero has a bin of its own, the rest is shared between
/// the negative and the positive side by their rows, and within a side bins hold about as many rows each, with values
/// that alone fill a bin kept alone.
/// </summary>
internal static class NumericalBinFinder
{
    private const double Zero = DecisionTree.ZeroThreshold;

    public static FeatureBins Find(DistinctValues distinct, TrainingParameters parameters, int minSplitRows)
    {
        MissingKind missing = !parameters.UseMissing ? MissingKind.None
            : parameters.ZeroAsMissing ? MissingKind.Zero
            : distinct.MissingCount > 0 ? MissingKind.NaN
            : MissingKind.None;
        int ownBin = missing == MissingKind.NaN ? 1 : 0;
        double[] bounds = Bounds(distinct, parameters.MaxBin - ownBin, distinct.Total - distinct.MissingCount, parameters.MinDataInBin);
        if (missing == MissingKind.Zero && bounds.Length == 2)
        {
            missing = MissingKind.None;
        }

        int[] inBin = new int[bounds.Length + ownBin];
        int bin = 0;
        for (int i = 0; i < distinct.Values.Length; i++)
        {
            while (distinct.Values[i] > bounds[bin])
            {
                bin++;
            }

            inBin[bin] += distinct.Counts[i];
        }

        if (ownBin > 0)
        {
            inBin[^1] = distinct.MissingCount;
        }

        bool useless = inBin.Length <= 1 || (parameters.FeaturePreFilter && !CanSplit(inBin, distinct.Total, minSplitRows));
        double[] shares = Array.ConvertAll(inBin, rows => (double)rows / distinct.Total);
        return FeatureBins.Numerical(missing, bounds, shares, useless, distinct.Values[0], distinct.Values[^1]);
    }

    private static bool CanSplit(int[] inBin, int total, int minRows)
    {
        int left = 0;
        for (int bin = 0; bin < inBin.Length - 1; bin++)
        {
            left += inBin[bin];
            if (left >= minRows && total - left >= minRows)
            {
                return true;
            }
        }

        return false;
    }

    private static double[] Bounds(DistinctValues distinct, int maxBins, int rows, int minRowsPerBin)
    {
        ReadOnlySpan<double> values = distinct.Values;
        ReadOnlySpan<int> counts = distinct.Counts;
        int negatives = 0;
        while (negatives < values.Length && values[negatives] < -Zero)
        {
            negatives++;
        }

        int positives = negatives;
        while (positives < values.Length && values[positives] <= Zero)
        {
            positives++;
        }

        int negativeRows = Sum(counts[..negatives]);
        int zeroRows = Sum(counts[negatives..positives]);
        var bounds = new List<double>();
        if (negatives > 0 && maxBins > 1)
        {
            int share = (int)((double)negativeRows / (rows - zeroRows) * (maxBins - 1));
            AddEvenBounds(bounds, values[..negatives], counts[..negatives], Math.Max(1, share), negativeRows, minRowsPerBin);
            bounds.Add(-Zero);
        }

        int left = maxBins - 1 - bounds.Count;
        if (positives < values.Length && left > 0)
        {
            bounds.Add(Zero);
            int positiveRows = Sum(counts[positives..]);
            AddEvenBounds(bounds, values[positives..], counts[positives..], left, positiveRows, minRowsPerBin);
        }

        bounds.Add(double.PositiveInfinity);
        return [.. bounds];
    }

    // Adds the bounds between bins of one side, without the one that ends the side.
    private static void AddEvenBounds(
        List<double> bounds, ReadOnlySpan<double> values, ReadOnlySpan<int> counts, int maxBins, int rows, int minRowsPerBin)
    {
        int first = bounds.Count;
        if (values.Length <= maxBins)
        {
            int inBin = 0;
            for (int i = 0; i < values.Length - 1; i++)
            {
                inBin += counts[i];
                if (inBin >= minRowsPerBin && AddBetween(bounds, first, values[i], values[i + 1]))
                {
                    inBin = 0;
                }
            }

            return;
        }

        if (minRowsPerBin > 0)
        {
            maxBins = Math.Max(1, Math.Min(maxBins, rows / minRowsPerBin));
        }

        double mean = (double)rows / maxBins;
        int binsLeft = maxBins;
        int rowsLeft = rows;
        var big = new bool[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (counts[i] >= mean)
            {
                big[i] = true;
                binsLeft--;
                rowsLeft -= counts[i];
            }
        }

        mean = (double)rowsLeft / binsLeft;
        int filled = 0;
        int current = 0;
        for (int i = 0; i < values.Length - 1 && filled < maxBins - 1; i++)
        {
            rowsLeft -= big[i] ? 0 : counts[i];
            current += counts[i];
            if (big[i] || current >= mean || (big[i + 1] && current >= Math.Max(1.0, mean * 0.5)))
            {
                AddBetween(bounds, first, values[i], values[i + 1]);
                filled++;
                current = 0;
                if (!big[i])
                {
                    binsLeft--;
                    mean = rowsLeft / (double)binsLeft;
                }
            }
        }
    }

    // The next double above the middle, so that the middle itself goes left; false where the bound before is as good.
    private static bool AddBetween(List<double> bounds, int first, double low, double high)
    {
        double bound = Math.BitIncrement((low + high) / 2);
        Span<double> sofar = CollectionsMarshal.AsSpan(bounds)[first..];
        if (!sofar.IsEmpty && bound <= Math.BitIncrement(sofar[^1]))
        {
            return false;
        }

        bounds.Add(bound);
        return true;
    }

    private static int Sum(ReadOnlySpan<int> counts)
    {
        int sum = 0;
        foreach (int count in counts)
        {
            sum += count;
        }

        return sum;
    }
}
