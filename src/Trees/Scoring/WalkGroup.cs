using System.Runtime.CompilerServices;

namespace PreDelinquency.Trees.Scoring;

/// <summary>Eight trees of about one depth that are walked in lockstep for a row; the last group of a chunk may be filled up with nothing.</summary>
/// <param name="Roots">Where they begin in the scoring layout, in bytes.</param>
/// <param name="Places">Where in the chunk each one's leaf goes.</param>
/// <param name="Depth">Steps to the deepest leaf of all eight.</param>
internal readonly record struct WalkGroup(WalkGroup.Eight Roots, WalkGroup.Eight Places, int Depth)
{
    public const int Lanes = 8;

    /// <summary>One number per lane.</summary>
    [InlineArray(Lanes)]
    public struct Eight
    {
        private int _first;
    }
}
