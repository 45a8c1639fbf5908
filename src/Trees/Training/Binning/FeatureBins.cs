using System.Globalization;
using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Training.Binning;

/// <summary>How the values of one feature fall into bins.</summary>
internal sealed class FeatureBins
{
    // From this share of the rows on, LightGBM leaves out the bin of most rows instead of that of zero.
    private const double SparseShare = 0.7;

    private readonly Dictionary<int, int>? _binOfCategory;

    private FeatureBins(
        MissingKind missing, double[] upperBounds, int[] categories, int count, bool useless, string info, double[]? shares = null)
    {
        Missing = missing;
        UpperBounds = upperBounds;
        Categories = categories;
        Count = count;
        IsUseless = useless;
        Info = info;
        if (categories.Length > 0)
        {
            _binOfCategory = new Dictionary<int, int>(categories.Length);
            for (int bin = 1; bin < categories.Length; bin++)
            {
                _binOfCategory.Add(categories[bin], bin);
            }
        }

        ZeroBin = BinOf(0);
        int largest = shares is null ? ZeroBin : Array.IndexOf(shares, shares.Max());
        FirstBinIsTheRest = (shares is not null && shares[largest] >= SparseShare ? largest : ZeroBin) == 0;
    }

    public MissingKind Missing { get; }

    /// <summary>Numerical: bin b holds what is at most UpperBounds[b] and above the bound before; the last is infinite.
    /// Where <see cref="Missing"/> is NaN one more bin, without a bound, holds the missing values.</summary>
    public double[] UpperBounds { get; }

    /// <summary>Categorical: the category of each bin; bin 0, as -1, holds missing, negative, rare and unknown ones.</summary>
    public int[] Categories { get; }

    public bool IsCategorical => _binOfCategory is not null;

    /// <summary>Number of bins, that of the missing values included.</summary>
    public int Count { get; }

    /// <summary>No split on this feature could ever satisfy the minimum leaf size.</summary>
    public bool IsUseless { get; }

    /// <summary>The model file's word on the feature.</summary>
    public string Info { get; }

    /// <summary>Bin that holds zero.</summary>
    public int ZeroBin { get; }

    /// <summary>LightGBM's histograms leave out one bin, the rest of the leaf; whether that is bin 0.</summary>
    public bool FirstBinIsTheRest { get; }

    /// <param name="missing">What counts as missing.</param>
    /// <param name="upperBounds">As <see cref="UpperBounds"/>.</param>
    /// <param name="shares">Share of the rows in each bin.</param>
    /// <param name="useless">As <see cref="IsUseless"/>.</param>
    /// <param name="min">Least value seen.</param>
    /// <param name="max">Greatest value seen.</param>
    public static FeatureBins Numerical(MissingKind missing, double[] upperBounds, double[] shares, bool useless, double min, double max) =>
        new(missing, upperBounds, [], upperBounds.Length + (missing == MissingKind.NaN ? 1 : 0), useless,
            useless ? "none" : string.Create(CultureInfo.InvariantCulture, $"[{min:G17}:{max:G17}]").Replace('E', 'e'), shares);

    public static FeatureBins Categorical(bool complete, int[] categories, bool useless) =>
        new(complete ? MissingKind.None : MissingKind.NaN, [], categories, categories.Length, useless,
            useless ? "none" : string.Join(':', categories.Select(category => category.ToString(CultureInfo.InvariantCulture))));

    /// <summary>A feature without a single value to learn from.</summary>
    public static FeatureBins Useless { get; } = new(MissingKind.None, [double.PositiveInfinity], [], 1, useless: true, "none");

    /// <summary>The bin of a value.</summary>
    public int BinOf(double value)
    {
        if (_binOfCategory is not null)
        {
            return value > -1 ? _binOfCategory.GetValueOrDefault((int)value) : 0;
        }

        if (double.IsNaN(value))
        {
            if (Missing == MissingKind.NaN)
            {
                return UpperBounds.Length;
            }

            value = 0;
        }

        // The first bound at or above the value. No branch on data: its outcome would be a coin toss.
        double[] bounds = UpperBounds;
        int low = 0;
        for (int left = bounds.Length; left > 1;)
        {
            int half = left >> 1;
            low += bounds[low + half - 1] < value ? half : 0;
            left -= half;
        }

        return low;
    }

    /// <summary>Adds the bins of many values into words of several features, at the given bit.</summary>
    public void AddBins(ReadOnlySpan<double> values, Span<ulong> words, int shift)
    {
        int i = 0;
        if (!IsCategorical)
        {
            int missing = Missing == MissingKind.NaN ? UpperBounds.Length : BinOf(0);
            for (; i + 4 <= values.Length; i += 4)
            {
                AddFour(values.Slice(i, 4), words.Slice(i, 4), shift, missing);
            }
        }

        for (; i < values.Length; i++)
        {
            words[i] |= (ulong)BinOf(values[i]) << shift;
        }
    }

    // Four searches side by side: each waits for memory, so together they take little longer than one.
    private void AddFour(ReadOnlySpan<double> values, Span<ulong> words, int shift, int missing)
    {
        double[] bounds = UpperBounds;
        (double a, double b, double c, double d) = (values[0], values[1], values[2], values[3]);
        int lowA = 0, lowB = 0, lowC = 0, lowD = 0;
        for (int left = bounds.Length; left > 1;)
        {
            int half = left >> 1;
            lowA += bounds[lowA + half - 1] < a ? half : 0;
            lowB += bounds[lowB + half - 1] < b ? half : 0;
            lowC += bounds[lowC + half - 1] < c ? half : 0;
            lowD += bounds[lowD + half - 1] < d ? half : 0;
            left -= half;
        }

        words[0] |= (ulong)(double.IsNaN(a) ? missing : lowA) << shift;
        words[1] |= (ulong)(double.IsNaN(b) ? missing : lowB) << shift;
        words[2] |= (ulong)(double.IsNaN(c) ? missing : lowC) << shift;
        words[3] |= (ulong)(double.IsNaN(d) ? missing : lowD) << shift;
    }
}
