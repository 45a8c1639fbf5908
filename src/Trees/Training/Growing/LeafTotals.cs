using System.Runtime.InteropServices;

namespace PreDelinquency.Trees.Training.Growing;

/// <summary>What a search for splits needs to know of a leaf.</summary>
/// <param name="Sum">Sum of its derivatives, packed units.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Min">Least output that monotone constraints above allow.</param>
/// <param name="Max">Greatest such output.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LeafTotals(HistogramBin Sum, int Rows, double Min, double Max);
