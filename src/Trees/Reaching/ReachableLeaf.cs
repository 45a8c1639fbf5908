namespace PreDelinquency.Trees;

/// <summary>A leaf that a row reaches where some features take an alternative value.</summary>
/// <param name="Value">What the leaf adds to the raw score.</param>
/// <param name="Ranges">The choices that lead there, of each feature with alternatives that is asked on the way; all choices of the others do.</param>
public sealed record ReachableLeaf(double Value, IReadOnlyList<ChoiceRange> Ranges)
{
    /// <summary>How many features must leave the row's own value.</summary>
    public int Changes => Ranges.Count(range => range.First > 0);
}
