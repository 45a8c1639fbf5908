using System.Runtime.CompilerServices;

namespace PreDelinquency.Trees.Scoring;

/// <summary>
/// Doubles as whole numbers of the same order, which compare in a third of the time: a walk down a tree is one long chain
/// of comparisons. Negative numbers have their bits below the sign flipped; -0 is 0.
/// </summary>
internal static class OrderedKey
{
    /// <summary>Above every threshold: goes right at every split.</summary>
    public const long AlwaysRight = long.MaxValue;

    /// <summary>Below every threshold: goes left at every split.</summary>
    public const long AlwaysLeft = long.MinValue;

    /// <summary>The key of a number; not of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Of(double value)
    {
        // Adding zero makes -0 into 0 and leaves all else.
        long bits = BitConverter.DoubleToInt64Bits(value + 0.0);
        return bits ^ (long)((ulong)(bits >> 63) >> 1);
    }
}
