namespace PreDelinquency.Monitoring;

/// <summary>
/// The share of one group, to be held against those of others. What is told of the clearest pair holds of all pairs at once:
/// each interval is wider by Bonferroni's correction for their number, so that many small groups do not differ by chance.
/// </summary>
/// <param name="Group">The group.</param>
/// <param name="Share">As many as are independent of each other.</param>
/// <param name="Count">As many customers as were counted.</param>
internal readonly record struct GroupShare(string Group, Share Share, int Count)
{
    /// <summary>The smallest share divided by the largest; NaN where there are not two groups, or all shares are 0.</summary>
    public static double LeastRatio(List<GroupShare> groups) =>
        groups.Count < 2 || groups.Max(g => g.Share.Value) == 0 ? double.NaN : groups.Min(g => g.Share.Value) / groups.Max(g => g.Share.Value);

    /// <summary>The largest share less the smallest; NaN where there are not two groups.</summary>
    public static double MostDifference(List<GroupShare> groups) =>
        groups.Count < 2 ? double.NaN : groups.Max(g => g.Share.Value) - groups.Min(g => g.Share.Value);

    /// <summary>Of the pairs whose ratio is below 1 by more than chance the one of the lowest, else the one of the lowest upper end; null where no ratio is defined.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="quantile">Standard errors that an interval spans to either side, by the number of groups.</param>
    public static GroupComparison? ClearestRatio(List<GroupShare> groups, Func<int, double> quantile) =>
        Pairs(groups, quantile).Where(pair => pair.Large.Share.Value > 0).Select(pair =>
        {
            var (low, high) = pair.Small.Share.RatioTo(pair.Large.Share, pair.Z);
            return Comparison(pair, pair.Small.Share.Value / pair.Large.Share.Value, low, high);
        }).OrderBy(comparison => comparison.High < 1 ? comparison.Value : 1).ThenBy(comparison => comparison.High).FirstOrDefault();

    /// <summary>Of the pairs whose difference is more than chance the one of the largest, else the one of the highest lower end; null where there are not two groups.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="quantile">Standard errors that an interval spans to either side, by the number of groups.</param>
    public static GroupComparison? ClearestDifference(List<GroupShare> groups, Func<int, double> quantile) =>
        Pairs(groups, quantile).Select(pair =>
        {
            var (low, high) = pair.Large.Share.Less(pair.Small.Share, pair.Z);
            return Comparison(pair, pair.Large.Share.Value - pair.Small.Share.Value, low, high);
        }).OrderByDescending(comparison => comparison.Low > 0 ? comparison.Value : 0).ThenByDescending(comparison => comparison.Low).FirstOrDefault();

    private static IEnumerable<(GroupShare Small, GroupShare Large, double Z)> Pairs(List<GroupShare> groups, Func<int, double> quantile)
    {
        if (groups.Count < 2)
            yield break;
        var z = quantile(groups.Count);
        for (var i = 0; i < groups.Count; i++)
        {
            for (var j = i + 1; j < groups.Count; j++)
                yield return groups[i].Share.Value <= groups[j].Share.Value ? (groups[i], groups[j], z) : (groups[j], groups[i], z);
        }
    }

    private static GroupComparison Comparison((GroupShare Small, GroupShare Large, double Z) pair, double value, double low, double high) =>
        new(pair.Small.Group, pair.Large.Group, value, low, high, 1 - (2 * NormalTail.Above(pair.Z)), pair.Small.Count, pair.Large.Count);
}
