using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PreDelinquency.Trees.Explaining;

/// <summary>
/// A split with what its two edges need. Node i of a tree owns the edges 2i + 1 (left) and 2i + 2 (right); edge 0 leads
/// to the root. Parents stand before their children.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ExplainingNode
{
    /// <summary>As in the scoring layout.</summary>
    public long Key;

    /// <summary>As in the scoring layout.</summary>
    public int Slot;

    public int Feature;

    /// <summary>Edge that leads to this node.</summary>
    public int Parent;

    /// <summary>Nearest edge above that was split on the same feature; 0, the root's edge, where there is none.</summary>
    public int Same;

    /// <summary>Zero fraction of <see cref="Same"/>; 1 for the root's edge.</summary>
    public double SameZero;

    /// <summary>Per side: share of training rows that this feature's splits let through, down to this edge.</summary>
    public Pair Zero;

    /// <summary>Per side: <see cref="Zero"/> over <see cref="SameZero"/>.</summary>
    public Pair Ratio;

    /// <summary>Per side: the leaf's value, or 1 where the edge leads to a split.</summary>
    public Pair Factor;

    /// <summary>A value for the left (0) and the right (1) side.</summary>
    [InlineArray(2)]
    public struct Pair
    {
        private double _first;
    }
}
