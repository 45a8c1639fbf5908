using System.Buffers;
using System.Runtime.InteropServices;

namespace PreDelinquency.Trees.Training.Binning;

/// <summary>Sorts doubles by their bits in passes of 11, several times faster than comparing where there are many.</summary>
internal static class RadixSort
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;
    private const int Passes = 6;
    private const int WorthIt = 4096;

    /// <summary>Sorts ascending; no NaN.</summary>
    public static void Sort(Span<double> values)
    {
        if (values.Length < WorthIt)
        {
            values.Sort();
            return;
        }

        ulong[] rented = ArrayPool<ulong>.Shared.Rent(values.Length);
        Span<ulong> keys = MemoryMarshal.Cast<double, ulong>(values);
        Span<ulong> spare = rented.AsSpan(0, values.Length);
        var counts = new int[Passes * Digits];
        for (int i = 0; i < keys.Length; i++)
        {
            ulong key = ToKey(keys[i]);
            keys[i] = key;
            for (int pass = 0; pass < Passes; pass++)
            {
                counts[(pass * Digits) + Digit(key, pass)]++;
            }
        }

        for (int pass = 0; pass < Passes; pass++)
        {
            Span<int> starts = counts.AsSpan(pass * Digits, Digits);
            if (starts[Digit(keys[0], pass)] == keys.Length)
            {
                continue;
            }

            Accumulate(starts);
            foreach (ulong key in keys)
            {
                spare[starts[Digit(key, pass)]++] = key;
            }

            Span<ulong> swap = keys;
            keys = spare;
            spare = swap;
        }

        Span<ulong> target = MemoryMarshal.Cast<double, ulong>(values);
        for (int i = 0; i < keys.Length; i++)
        {
            target[i] = FromKey(keys[i]);
        }

        ArrayPool<ulong>.Shared.Return(rented);
    }

    private static int Digit(ulong key, int pass) => (int)(key >> (pass * DigitBits)) & (Digits - 1);

    // Flips negative numbers wholly and the sign of the others: unsigned order is then numeric order.
    private static ulong ToKey(ulong bits) => bits ^ ((ulong)((long)bits >> 63) | 0x8000_0000_0000_0000);

    private static ulong FromKey(ulong key) => key ^ ((ulong)((long)~key >> 63) | 0x8000_0000_0000_0000);

    private static void Accumulate(Span<int> counts)
    {
        int sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            (counts[i], sum) = (sum, sum + counts[i]);
        }
    }
}
