using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PreDelinquency.Trees.Training.Growing;

/// <summary>
/// First and second derivative of every row as whole numbers, so that sums do not depend on the order of rows or on threads.
/// As a rule both share one 64-bit word,
///   [ gradient, signed ][ hessian, unsigned : shift ],
/// and one integer addition adds both. Where that leaves too little of many rows, each derivative has a word of its own.
/// </summary>
/// <remarks>
/// <see cref="MaxAddends"/> words add up without the low part spilling into the high one: with hessians of 20 bits
/// (2^12 · 2^20 = 2^32) gradients have 19 and a sign; where all hessians are the same they count 1 each, and gradients
/// have 38 and a sign. The unit is the largest value over that. In two words the unit is as small as lets all rows add up
/// below 2^62: for a million rows a 2^41st of the largest value.
/// </remarks>
internal sealed class PackedGradients(int rows)
{
    /// <summary>Words that may be added before the sum must be unpacked.</summary>
    public const int MaxAddends = 4096;

    private const int RowsPerTask = 16_384;

    // A value below a 2^12th of the largest is coarse: of a gradient in 19 bits rounding takes up to a 256th.
    private const int CoarseBits = 12;

    // One row in so many may be coarse.
    private const int RowsPerCoarseRow = 64;

    // Sums are read as doubles, which hold 53 bits.
    private const int MostWideBits = 52;

    private static readonly Layout SameHessians = new(GradientBits: 38, HessianBits: 1, Shift: 13);
    private static readonly Layout OwnHessians = new(GradientBits: 19, HessianBits: 20, Shift: 32);

    private readonly float[] _gradients = new float[rows];
    private readonly float[] _hessians = new float[rows];

    /// <summary>One word per row; not meaningful where <see cref="IsWide"/>.</summary>
    public long[] Words { get; } = new long[rows];

    /// <summary>Two words per row; not meaningful unless <see cref="IsWide"/>.</summary>
    public HistogramBin[] WideWords { get; private set; } = [];

    /// <summary>Whether the derivatives are so unlike in size that they need two words.</summary>
    public bool IsWide { get; private set; }

    /// <summary>Gradient that a packed 1 stands for.</summary>
    public double GradientUnit { get; private set; }

    /// <summary>Hessian that a packed 1 stands for.</summary>
    public double HessianUnit { get; private set; }

    /// <summary>Bits of the hessian in a word.</summary>
    public int Shift { get; private set; } = OwnHessians.Shift;

    /// <summary>Both derivatives in a word, or in a sum of up to <see cref="MaxAddends"/> words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HistogramBin Unpack(long word, int shift) => new(word >> shift, word & ((1L << shift) - 1));

    /// <summary>Both derivatives of a row, in units.</summary>
    public HistogramBin Of(int row) => IsWide ? WideWords[row] : Unpack(Words[row], Shift);

    /// <summary>Takes the derivatives at the given scores.</summary>
    public void Update(Boosting.Loss loss, double[] scores, Workers workers)
    {
        int tasks = (scores.Length + RowsPerTask - 1) / RowsPerTask;
        var ranges = new Range[tasks];
        workers.RunChunks(scores.Length, RowsPerTask, (start, count) =>
        {
            loss.Differentiate(scores, start, count, _gradients, _hessians);
            ranges[start / RowsPerTask] = RangeOf(start, count);
        });
        Range all = ranges.Aggregate((one, other) => one.And(other));
        double maxGradient = all.MaxGradient;
        double maxHessian = all.MaxHessian;
        if (!double.IsFinite(maxGradient) || !double.IsFinite(maxHessian))
        {
            throw new TrainingDivergedException("a gradient");
        }

        bool sameHessians = all.MinHessian == all.MaxHessian;
        Layout layout = sameHessians ? SameHessians : OwnHessians;
        Shift = layout.Shift;
        (double perGradient, double perHessian) = SetUnits(maxGradient, layout.MaxGradient, maxHessian, layout.MaxHessian);
        var coarse = new int[tasks];
        workers.RunChunks(scores.Length, RowsPerTask, (start, count) =>
            coarse[start / RowsPerTask] = Pack(start, count, layout, perGradient, perHessian));
        IsWide = coarse.Sum() > scores.Length / RowsPerCoarseRow || !(sameHessians || loss.GradientsAreBounded);
        if (IsWide)
        {
            Widen(maxGradient, maxHessian, workers);
        }
    }

    private Range RangeOf(int start, int count)
    {
        Vector256<float> maxGradient = Vector256<float>.Zero;
        Vector256<float> maxHessian = Vector256<float>.Zero;
        Vector256<float> minHessian = Vector256.Create(float.PositiveInfinity);
        int row = start;
        for (; row + Vector256<float>.Count <= start + count; row += Vector256<float>.Count)
        {
            var hessian = Vector256.Create(_hessians, row);
            maxGradient = Vector256.Max(maxGradient, Vector256.Abs(Vector256.Create(_gradients, row)));
            maxHessian = Vector256.Max(maxHessian, hessian);
            minHessian = Vector256.Min(minHessian, hessian);
        }

        var range = new Range(0, float.PositiveInfinity, 0);
        for (int lane = 0; lane < Vector256<float>.Count; lane++)
        {
            range = range.And(new Range(maxGradient[lane], minHessian[lane], maxHessian[lane]));
        }

        for (; row < start + count; row++)
        {
            range = range.And(new Range(Math.Abs(_gradients[row]), _hessians[row], _hessians[row]));
        }

        return range;
    }

    private (double PerGradient, double PerHessian) SetUnits(double maxGradient, double gradientUnits, double maxHessian, double hessianUnits)
    {
        GradientUnit = maxGradient / gradientUnits;
        HessianUnit = maxHessian / hessianUnits;
        return (maxGradient > 0 ? gradientUnits / maxGradient : 0, maxHessian > 0 ? hessianUnits / maxHessian : 0);
    }

    // The number of rows of which rounding takes too much.
    private int Pack(int start, int count, Layout layout, double perGradient, double perHessian)
    {
        ReadOnlySpan<float> gradients = _gradients.AsSpan(start, count);
        ReadOnlySpan<float> hessians = _hessians.AsSpan(start, count);
        Span<long> words = Words.AsSpan(start, count);
        int shift = layout.Shift;
        long coarseGradient = layout.MaxGradient >> CoarseBits;
        long coarseHessian = layout.MaxHessian >> CoarseBits;
        int coarse = 0;
        for (int i = 0; i < words.Length; i++)
        {
            // In range by their units, so no conversion saturates.
            long gradient = double.ConvertToIntegerNative<long>(Math.Round(gradients[i] * perGradient));
            long hessian = double.ConvertToIntegerNative<long>(Math.Round(hessians[i] * perHessian));
            words[i] = (gradient << shift) + hessian;
            bool isCoarse = (Math.Abs(gradient) < coarseGradient & gradients[i] != 0) | (hessian < coarseHessian & hessians[i] != 0);
            coarse += isCoarse ? 1 : 0;
        }

        return coarse;
    }

    private void Widen(double maxGradient, double maxHessian, Workers workers)
    {
        if (WideWords.Length == 0)
        {
            WideWords = new HistogramBin[_gradients.Length];
        }

        double units = Math.ScaleB(1, Math.Min(MostWideBits, 61 - BitOperations.Log2((uint)_gradients.Length)));
        (double perGradient, double perHessian) = SetUnits(maxGradient, units, maxHessian, units);
        workers.RunChunks(_gradients.Length, RowsPerTask, (start, count) =>
        {
            for (int row = start; row < start + count; row++)
            {
                WideWords[row] = new HistogramBin((long)Math.Round(_gradients[row] * perGradient), (long)Math.Round(_hessians[row] * perHessian));
            }
        });
    }

    private readonly record struct Range(float MaxGradient, float MinHessian, float MaxHessian)
    {
        // Keeps a NaN, unlike the sequence operators.
        public Range And(Range other) => new(
            Math.Max(MaxGradient, other.MaxGradient), Math.Min(MinHessian, other.MinHessian), Math.Max(MaxHessian, other.MaxHessian));
    }

    private sealed record Layout(int GradientBits, int HessianBits, int Shift)
    {
        public long MaxGradient { get; } = (1L << GradientBits) - 1;

        public long MaxHessian { get; } = (1L << HessianBits) - 1;
    }
}
