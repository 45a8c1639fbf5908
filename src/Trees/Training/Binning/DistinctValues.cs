using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Training.Binning;

/// <summary>
/// The distinct values of a sampled column in ascending order with how often each occurs. Everything within 1e-35 of zero
/// is zero; neighbours in floating point count as one value, the larger.
/// </summary>
internal sealed class DistinctValues
{
    // Beyond this a value is as good as infinite; midpoints of what is left stay finite.
    private const double Largest = 1e300;

    private DistinctValues(List<double> values, List<int> counts, int total, int missing)
    {
        Values = [.. values];
        Counts = [.. counts];
        Total = total;
        MissingCount = missing;
    }

    public double[] Values { get; }

    public int[] Counts { get; }

    /// <summary>Sampled rows, missing ones included.</summary>
    public int Total { get; }

    /// <summary>NaN among the sampled rows.</summary>
    public int MissingCount { get; }

    /// <param name="column">The feature's values, one per row.</param>
    /// <param name="sample">Rows to look at; null for all.</param>
    /// <param name="missingIsZero">Whether NaN counts as zero instead of as missing.</param>
    public static DistinctValues Collect(ReadOnlySpan<double> column, int[]? sample, bool missingIsZero)
    {
        int total = sample?.Length ?? column.Length;
        var kept = new double[total];
        int count = 0;
        int missing = 0;
        for (int i = 0; i < total; i++)
        {
            double value = column[sample is null ? i : sample[i]];
            if (double.IsNaN(value))
            {
                missing += missingIsZero ? 0 : 1;
            }
            else if (Math.Abs(value) > DecisionTree.ZeroThreshold)
            {
                kept[count++] = Math.Clamp(value, -Largest, Largest);
            }
        }

        Span<double> sorted = kept.AsSpan(0, count);
        RadixSort.Sort(sorted);
        return Merge(sorted, total, missing);
    }

    // Zero gets its place between negative and positive values even where none occurs.
    private static DistinctValues Merge(ReadOnlySpan<double> sorted, int total, int missing)
    {
        int zeros = total - missing - sorted.Length;
        var values = new List<double>();
        var counts = new List<int>();
        if (sorted.IsEmpty || (sorted[0] > 0 && zeros > 0))
        {
            values.Add(0);
            counts.Add(zeros);
        }

        for (int i = 0; i < sorted.Length; i++)
        {
            if (i > 0 && sorted[i] <= Math.BitIncrement(sorted[i - 1]))
            {
                values[^1] = sorted[i];
                counts[^1]++;
                continue;
            }

            if (i > 0 && sorted[i - 1] < 0 && sorted[i] > 0)
            {
                values.Add(0);
                counts.Add(zeros);
            }

            values.Add(sorted[i]);
            counts.Add(1);
        }

        if (!sorted.IsEmpty && sorted[^1] < 0 && zeros > 0)
        {
            values.Add(0);
            counts.Add(zeros);
        }

        return new DistinctValues(values, counts, total, missing);
    }
}
