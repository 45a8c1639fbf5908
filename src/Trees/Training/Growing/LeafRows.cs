using PreDelinquency.Trees.Training.Binning;

namespace PreDelinquency.Trees.Training.Growing;

/// <summary>The rows of a leaf with their derivatives, one word or two a row.</summary>
/// <param name="Leaf">Index of the leaf.</param>
/// <param name="Partition">Where its rows stand.</param>
/// <param name="Words">Their derivatives in their order; null where they are wide.</param>
/// <param name="WideWords">The same in two words; null where they are not.</param>
/// <param name="Shift">Bits of the hessian in a word.</param>
/// <param name="Count">Number of rows.</param>
/// <param name="IsAll">All rows of the data, in order.</param>
internal sealed record LeafRows(int Leaf, RowPartition Partition, long[]? Words, HistogramBin[]? WideWords, int Shift, int Count, bool IsAll)
{
    /// <summary>Adds the rows into a group's histogram, which is overwritten.</summary>
    public void Build(FeatureGroup group, ReadOnlySpan<int> bins, Span<HistogramBin> target)
    {
        ReadOnlySpan<int> rows = IsAll ? [] : Partition.Rows(Leaf);
        if (WideWords is null)
        {
            HistogramKernel.Build(group, rows, Words.AsSpan(0, Count), Shift, bins, target);
        }
        else
        {
            HistogramKernel.Build(group, rows, WideWords.AsSpan(0, Count), bins, target);
        }
    }
}
