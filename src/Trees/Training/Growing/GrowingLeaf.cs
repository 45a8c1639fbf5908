namespace PreDelinquency.Trees.Training.Growing;

/// <summary>A leaf of a tree that is being grown.</summary>
internal sealed class GrowingLeaf
{
    public required int Index { get; init; }
    public required int Depth { get; init; }
    public required LeafTotals Totals { get; init; }

    /// <summary>Sums per bin; null where they were given up to save memory.</summary>
    public HistogramBin[]? Histogram { get; set; }

    /// <summary>Per feature: whether a split may still gain; what gains nothing above gains nothing below.</summary>
    public required bool[] Splittable { get; init; }

    public SplitCandidate Best { get; set; } = SplitCandidate.None;
}
