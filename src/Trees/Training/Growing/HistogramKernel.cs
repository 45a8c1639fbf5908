using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using PreDelinquency.Trees.Training.Binning;

namespace PreDelinquency.Trees.Training.Growing;

/// <summary>
/// The innermost loop of training: adds packed gradients into the bins of a group's features. A group's histogram
/// (8 × 256 words, 16 KB, twice that for gradients of two words) stays in the first-level cache; every 4,096 rows packed
/// ones are unpacked into wide sums.
/// </summary>
internal static class HistogramKernel
{
    [ThreadStatic]
    private static long[]? _threadWords;

    [ThreadStatic]
    private static HistogramBin[]? _threadSums;

    /// <summary>Adds rows into a group's histogram.</summary>
    /// <param name="group">The features.</param>
    /// <param name="rows">Row numbers; empty for the rows 0 to gradients.Length - 1.</param>
    /// <param name="gradients">Packed gradients of these rows, in their order.</param>
    /// <param name="shift">Bits of the hessian in a packed gradient.</param>
    /// <param name="bins">Number of bins of each lane.</param>
    /// <param name="target">The lanes' histograms one after the other; overwritten.</param>
    public static void Build(
        FeatureGroup group, ReadOnlySpan<int> rows, ReadOnlySpan<long> gradients, int shift, ReadOnlySpan<int> bins, Span<HistogramBin> target)
    {
        long[] words = Cleared(ref _threadWords, group);
        target.Clear();
        for (int start = 0; start < gradients.Length; start += PackedGradients.MaxAddends)
        {
            int count = Math.Min(PackedGradients.MaxAddends, gradients.Length - start);
            AddBlock(group, rows, start, gradients.Slice(start, count), words);
            Unpack(words, group.Stride, shift, bins, target);
        }
    }

    /// <summary>The same with gradients of two words, whose sums need no unpacking.</summary>
    public static void Build(
        FeatureGroup group, ReadOnlySpan<int> rows, ReadOnlySpan<HistogramBin> gradients, ReadOnlySpan<int> bins, Span<HistogramBin> target)
    {
        HistogramBin[] sums = Cleared(ref _threadSums, group);
        AddBlock(group, rows, 0, gradients, sums);
        int done = 0;
        for (int lane = 0; lane < bins.Length; lane++)
        {
            Span<HistogramBin> made = sums.AsSpan(lane * group.Stride, bins[lane]);
            made.CopyTo(target[done..]);
            made.Clear();
            done += made.Length;
        }
    }

    /// <summary>Takes one histogram from another.</summary>
    public static void Subtract(ReadOnlySpan<HistogramBin> taken, Span<HistogramBin> from)
    {
        ReadOnlySpan<Vector256<long>> terms = MemoryMarshal.Cast<HistogramBin, Vector256<long>>(taken);
        Span<Vector256<long>> sums = MemoryMarshal.Cast<HistogramBin, Vector256<long>>(from);
        for (int i = 0; i < terms.Length; i++)
        {
            sums[i] -= terms[i];
        }

        // A register holds two bins; an odd one is left over.
        for (int i = 2 * terms.Length; i < taken.Length; i++)
        {
            from[i] -= taken[i];
        }
    }

    // All zero between uses: whoever takes the sums clears them.
    private static TSum[] Cleared<TSum>(ref TSum[]? sums, FeatureGroup group)
    {
        int length = group.Features.Length * group.Stride;
        return sums is not null && sums.Length >= length ? sums : sums = new TSum[length];
    }

    private static void AddBlock<TSum>(FeatureGroup group, ReadOnlySpan<int> rows, int start, ReadOnlySpan<TSum> block, TSum[] sums)
        where TSum : struct, IAdditionOperators<TSum, TSum, TSum>
    {
        if (rows.IsEmpty)
        {
            Add(group, new Consecutive(start), block, sums);
        }
        else
        {
            Add(group, new Listed(ref MemoryMarshal.GetReference(rows[start..])), block, sums);
        }
    }

    private static void Add<TRows, TSum>(FeatureGroup group, TRows rows, ReadOnlySpan<TSum> gradients, TSum[] words)
        where TRows : struct, IRowNumbers, allows ref struct
        where TSum : struct, IAdditionOperators<TSum, TSum, TSum>
    {
        if (group.IsWide)
        {
            AddWide(group, rows, gradients, words);
            return;
        }

        switch (group.Features.Length)
        {
            case 1:
                AddNarrow<TRows, One, TSum>(group, rows, gradients, words);
                break;
            case 2:
                AddNarrow<TRows, Two, TSum>(group, rows, gradients, words);
                break;
            case 3:
                AddNarrow<TRows, Three, TSum>(group, rows, gradients, words);
                break;
            case 4:
                AddNarrow<TRows, Four, TSum>(group, rows, gradients, words);
                break;
            case 5:
                AddNarrow<TRows, Five, TSum>(group, rows, gradients, words);
                break;
            case 6:
                AddNarrow<TRows, Six, TSum>(group, rows, gradients, words);
                break;
            case 7:
                AddNarrow<TRows, Seven, TSum>(group, rows, gradients, words);
                break;
            default:
                AddNarrow<TRows, Eight, TSum>(group, rows, gradients, words);
                break;
        }
    }

    // In bounds: a lane's byte is below the stride of 256, lanes are as many as strides. The lane count is a constant of the
    // type argument, so what lies beyond it is not compiled.
    private static void AddNarrow<TRows, TLanes, TSum>(FeatureGroup group, TRows rows, ReadOnlySpan<TSum> gradients, TSum[] words)
        where TRows : struct, IRowNumbers, allows ref struct
        where TLanes : struct, ILaneCount
        where TSum : struct, IAdditionOperators<TSum, TSum, TSum>
    {
        ref ulong data = ref MemoryMarshal.GetArrayDataReference(group.Words);
        ref TSum sums = ref MemoryMarshal.GetArrayDataReference(words);
        for (int i = 0; i < gradients.Length; i++)
        {
            ulong lanes = Unsafe.Add(ref data, (nint)(uint)rows.Row(i));
            TSum gradient = gradients[i];
            Unsafe.Add(ref sums, (nint)(byte)lanes) += gradient;
            if (TLanes.Value > 1)
            {
                Unsafe.Add(ref sums, 256 + (nint)(byte)(lanes >> 8)) += gradient;
            }

            if (TLanes.Value > 2)
            {
                Unsafe.Add(ref sums, 512 + (nint)(byte)(lanes >> 16)) += gradient;
            }

            if (TLanes.Value > 3)
            {
                Unsafe.Add(ref sums, 768 + (nint)(byte)(lanes >> 24)) += gradient;
            }

            if (TLanes.Value > 4)
            {
                Unsafe.Add(ref sums, 1024 + (nint)(byte)(lanes >> 32)) += gradient;
            }

            if (TLanes.Value > 5)
            {
                Unsafe.Add(ref sums, 1280 + (nint)(byte)(lanes >> 40)) += gradient;
            }

            if (TLanes.Value > 6)
            {
                Unsafe.Add(ref sums, 1536 + (nint)(byte)(lanes >> 48)) += gradient;
            }

            if (TLanes.Value > 7)
            {
                Unsafe.Add(ref sums, 1792 + (nint)(lanes >> 56)) += gradient;
            }
        }
    }

    private static void AddWide<TRows, TSum>(FeatureGroup group, TRows rows, ReadOnlySpan<TSum> gradients, TSum[] words)
        where TRows : struct, IRowNumbers, allows ref struct
        where TSum : struct, IAdditionOperators<TSum, TSum, TSum>
    {
        for (int i = 0; i < gradients.Length; i++)
        {
            ulong lanes = group.Words[rows.Row(i)];
            for (int lane = 0; lane < group.Features.Length; lane++)
            {
                words[(lane * group.Stride) + (int)(ushort)(lanes >> (16 * lane))] += gradients[i];
            }
        }
    }

    private static void Unpack(long[] words, int stride, int shift, ReadOnlySpan<int> bins, Span<HistogramBin> target)
    {
        int done = 0;
        for (int lane = 0; lane < bins.Length; lane++)
        {
            Span<long> packed = words.AsSpan(lane * stride, bins[lane]);
            Span<HistogramBin> sums = target.Slice(done, packed.Length);
            for (int bin = 0; bin < packed.Length; bin++)
            {
                sums[bin] += PackedGradients.Unpack(packed[bin], shift);
            }

            packed.Clear();
            done += packed.Length;
        }
    }

    private interface IRowNumbers
    {
        int Row(int index);
    }

    private readonly struct Consecutive(int start) : IRowNumbers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Row(int index) => start + index;
    }

    private readonly ref struct Listed(ref int rows) : IRowNumbers
    {
        private readonly ref int _rows = ref rows;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Row(int index) => Unsafe.Add(ref _rows, index);
    }

    private interface ILaneCount
    {
        static abstract int Value { get; }
    }

    private struct One : ILaneCount
    {
        public static int Value => 1;
    }

    private struct Two : ILaneCount
    {
        public static int Value => 2;
    }

    private struct Three : ILaneCount
    {
        public static int Value => 3;
    }

    private struct Four : ILaneCount
    {
        public static int Value => 4;
    }

    private struct Five : ILaneCount
    {
        public static int Value => 5;
    }

    private struct Six : ILaneCount
    {
        public static int Value => 6;
    }

    private struct Seven : ILaneCount
    {
        public static int Value => 7;
    }

    private struct Eight : ILaneCount
    {
        public static int Value => 8;
    }
}
