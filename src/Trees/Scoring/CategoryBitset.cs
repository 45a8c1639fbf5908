using System.Runtime.CompilerServices;
using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Scoring;

/// <summary>Bitsets of the categories that go left, addressed by <see cref="Place"/>.</summary>
internal static class CategoryBitset
{
    /// <summary>First word and number of words of a tree's bitset, in one number.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="node">One of its categorical splits.</param>
    /// <param name="offset">Where the tree's bitsets begin among those of the ensemble.</param>
    public static long Place(DecisionTree tree, int node, int offset)
    {
        int set = (int)tree.Threshold[node];
        int start = tree.CategoryBoundaries[set];
        return ((long)(tree.CategoryBoundaries[set + 1] - start) << 32) | (uint)(offset + start);
    }

    /// <summary>Whether the prepared category (see <see cref="SlotKind.Category"/>) is in the bitset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Contains(uint[] bits, long place, long category)
    {
        uint value = (uint)category;
        // -1 becomes 2^32 - 1, whose word lies beyond every bitset that the reader admits.
        uint word = value >> 5;
        return word < (uint)(place >> 32) && ((bits[(int)(uint)place + (int)word] >> (int)(value & 31)) & 1) != 0;
    }
}
