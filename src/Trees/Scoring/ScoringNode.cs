using System.Runtime.InteropServices;

namespace PreDelinquency.Trees.Scoring;

/// <summary>
/// A node of the scoring layout, four to a cache line. The children of a split stand side by side: right at
/// <see cref="Base"/>, left after it, so the next node is at Base + 16 · (slot's key &lt;= Key). A leaf keeps the bits of its value in
/// Key, compares slot 0, which is never &lt;=, and has itself as Base: walking on from a leaf stays there.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal readonly struct ScoringNode(long key, int slot, int @base)
{
    public const int Bytes = 16;

    /// <summary>Key of the threshold; bits of a leaf's value; for a categorical split, where its bitset lies.</summary>
    public readonly long Key = key;

    /// <summary>Slot that is compared; 0 marks a leaf, ~slot a categorical split.</summary>
    public readonly int Slot = slot;

    /// <summary>Where the right child stands, in bytes from the first node: addresses then need no shift.</summary>
    public readonly int Base = @base;

    /// <summary>A leaf's value.</summary>
    public double Value => BitConverter.Int64BitsToDouble(Key);
}
