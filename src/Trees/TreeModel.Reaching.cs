using PreDelinquency.Trees.Model;
using PreDelinquency.Trees.Reaching;

namespace PreDelinquency.Trees;

/// <content>Where a row would go if it were another.</content>
public sealed partial class TreeModel
{
    /// <summary>The thresholds of a feature's numerical splits, each once, rising. A value that equals one goes left, as those below it do.</summary>
    public IReadOnlyList<double> Thresholds(int feature)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(feature);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(feature, FeatureCount);
        return [.. _content.Trees.SelectMany(tree => Enumerable.Range(0, tree.InnerCount)
            .Where(node => tree.SplitFeature[node] == feature && !tree.IsCategorical(node)).Select(node => tree.Threshold[node])).Distinct().Order()];
    }

    /// <summary>Per tree, the leaves that a row reaches where a few features take other values.</summary>
    /// <param name="row"><see cref="FeatureCount"/> values.</param>
    /// <param name="alternatives">Per feature the values that it may take instead; empty for none.</param>
    /// <param name="mostChanges">At most so many features take another value at once; at least 0.</param>
    /// <returns>One list per tree, in the order of summation; exactly one leaf of each fits any one choice of values.</returns>
    public IReadOnlyList<IReadOnlyList<ReachableLeaf>> Reach(ReadOnlySpan<double> row, IReadOnlyList<IReadOnlyList<double>> alternatives, int mostChanges)
    {
        ArgumentNullException.ThrowIfNull(alternatives);
        ArgumentOutOfRangeException.ThrowIfNegative(mostChanges);
        Shape.Require(row.Length, FeatureCount, nameof(row));
        Shape.Require(alternatives.Count, FeatureCount, nameof(alternatives));
        var finder = new LeafFinder(_content.Trees, _slots, row, alternatives, mostChanges);
        return [.. Enumerable.Range(0, TreeCount).Select(finder.Find)];
    }
}
