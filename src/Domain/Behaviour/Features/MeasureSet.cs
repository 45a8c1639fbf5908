using System.Numerics;

namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>A set of measures, one bit each.</summary>
internal readonly record struct MeasureSet(uint Bits)
{
    public static MeasureSet Of(params ReadOnlySpan<Measure> measures)
    {
        uint bits = 0;
        foreach (var measure in measures)
            bits |= 1u << (int)measure;
        return new MeasureSet(bits);
    }

    public bool Contains(int measure) => (Bits >> measure & 1) != 0;

    /// <summary>How many measures of the set stand before one of them.</summary>
    public int RankOf(int measure) => BitOperations.PopCount(Bits & ((1u << measure) - 1));

    /// <summary>The sum over the set of one value per measure.</summary>
    public double Of(ReadOnlySpan<double> values)
    {
        // Two sums side by side: an addition need not wait for the one before.
        double even = 0, odd = 0;
        for (var bits = Bits; bits != 0; bits &= bits - 1)
        {
            even += values[BitOperations.TrailingZeroCount(bits)];
            bits &= bits - 1;
            if (bits == 0)
                break;
            odd += values[BitOperations.TrailingZeroCount(bits)];
        }

        return even + odd;
    }
}
