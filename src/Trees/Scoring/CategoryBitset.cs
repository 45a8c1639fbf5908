using System.Runtime.CompilerServices;

namespace PreDelinquency.Trees.Scoring;

/// <summary>Bitsets of the categories that go left, addressed by what <see cref="TreeLayout.PackBitset"/> packed.</summary>
internal static class CategoryBitset
{
    /// <summary>Whether the prepared category (see <see cref="SlotKind.Category"/>) is in the bitset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Contains(uint[] bits, double packed, double category)
    {
        long place = BitConverter.DoubleToInt64Bits(packed);
        uint value = (uint)(int)category;
        // -1 becomes 2^32 - 1, whose word lies beyond every bitset that the reader admits.
        uint word = value >> 5;
        return word < (uint)(place >> 32) && ((bits[(int)(uint)place + (int)word] >> (int)(value & 31)) & 1) != 0;
    }
}
