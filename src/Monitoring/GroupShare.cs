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

    /// <summary>The pair whose ratio has the lowest upper end; null where no ratio is defined.</summary>
    public static GroupComparison? ClearestRatio(List<GroupShare> groups, double confidence) =>
        Pairs(groups).Where(pair => pair.Large.Share.Value > 0).Select(pair =>
        {
            var (low, high) = pair.Small.Share.RatioTo(pair.Large.Share, Quantile(groups.Count, confidence));
            return Comparison(pair, pair.Small.Share.Value / pair.Large.Share.Value, low, high);
        }).MinBy(comparison => comparison.High);

    /// <summary>The pair whose difference has the highest lower end; null where there are not two groups.</summary>
    public static GroupComparison? ClearestDifference(List<GroupShare> groups, double confidence) =>
        Pairs(groups).Select(pair =>
        {
            var (low, high) = pair.Large.Share.Less(pair.Small.Share, Quantile(groups.Count, confidence));
            return Comparison(pair, pair.Large.Share.Value - pair.Small.Share.Value, low, high);
        }).MaxBy(comparison => comparison.Low);

    private static IEnumerable<(GroupShare Small, GroupShare Large)> Pairs(List<GroupShare> groups)
    {
        for (var i = 0; i < groups.Count; i++)
        {
            for (var j = i + 1; j < groups.Count; j++)
                yield return groups[i].Share.Value <= groups[j].Share.Value ? (groups[i], groups[j]) : (groups[j], groups[i]);
        }
    }

    private static GroupComparison Comparison((GroupShare Small, GroupShare Large) pair, double value, double low, double high) =>
        new(pair.Small.Group, pair.Large.Group, value, low, high, pair.Small.Count, pair.Large.Count);

    private static double Quantile(int groups, double confidence) => NormalQuantile.Of(1 - ((1 - confidence) / (groups * (groups - 1))));
}
