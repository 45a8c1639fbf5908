using System.Runtime.InteropServices;

namespace PreDelinquency.Trees.Scoring;

/// <summary>
/// A node of the scoring layout, four to a cache line. The children of a split stand side by side: right at
/// <see cref="Base"/>, left at Base + 1, so the next node is Base + (slot value &lt;= Threshold). A leaf keeps its value in
/// Threshold, compares slot 0, which is never &lt;=, and has itself as Base: walking on from a leaf stays there.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal readonly struct ScoringNode(double threshold, int slot, int @base)
{
    /// <summary>Upper bound of the left side; a leaf's value; for a categorical split unused.</summary>
    public readonly double Threshold = threshold;

    /// <summary>Slot that is compared; 0 marks a leaf, ~slot a categorical split.</summary>
    public readonly int Slot = slot;

    /// <summary>Index of the right child.</summary>
    public readonly int Base = @base;
}
