using System.Runtime.InteropServices;

namespace PreDelinquency.Trees.Scoring;

/// <summary>A split as a block of rows meets it: rows above the key lose the leaves of its left side.</summary>
/// <param name="Key">Key of the threshold.</param>
/// <param name="Kept">The tree's leaves without those on the left side of the split.</param>
/// <param name="Tree">Number of the tree within its scorer.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct MaskEntry(long Key, ulong Kept, int Tree);
