using PreDelinquency.Domain.Monitoring;

namespace PreDelinquency.Monitoring;

/// <summary>
/// The bins of one quantity as they are compared: an inner one with less than a twentieth of the training rows, as equal
/// values at the tenths leave, is joined to the smaller of its neighbours (Siddiqi, Credit Risk Scorecards, 2006: at least
/// 5% a bin). Empty, one of 4% alone would take the index to 0.25. The bins at both ends hold the tails and are
/// left however few they hold, and so is that of missing values.
/// </summary>
internal sealed class ComparedBins
{
    private const double LeastShare = 0.05;
    private readonly int[] _joined;

    public ComparedBins(ValueBins bins)
    {
        var all = bins.Counts.Sum();
        var joined = new List<(int Last, long Rows)>();
        for (var i = 0; i <= bins.Edges.Count; i++)
            joined.Add((i, bins.Counts[i]));
        while (Smallest(joined) is { } i && joined[i].Rows < LeastShare * all)
        {
            var left = joined[i - 1].Rows < joined[i + 1].Rows ? i - 1 : i;
            joined[left] = (joined[left + 1].Last, joined[left].Rows + joined[left + 1].Rows);
            joined.RemoveAt(left + 1);
        }

        Edges = [.. joined.SkipLast(1).Select(j => bins.Edges[j.Last])];
        _joined = [.. Enumerable.Range(0, bins.Edges.Count + 1).Select(bin => joined.FindIndex(j => bin <= j.Last)), joined.Count];
        Then = Of(bins.Counts);
    }

    /// <summary>Upper ends of all bins but the last.</summary>
    public IReadOnlyList<double> Edges { get; }

    /// <summary>Training rows per bin, and last of missing values.</summary>
    public IReadOnlyList<long> Then { get; }

    /// <summary>Counts of the bins of the reference as those of the bins compared.</summary>
    public long[] Of(IReadOnlyList<long> counts)
    {
        var sums = new long[Edges.Count + 2];
        for (var i = 0; i < counts.Count; i++)
            sums[_joined[i]] += counts[i];
        return sums;
    }

    private static int? Smallest(List<(int Last, long Rows)> bins) =>
        bins.Count < 3 ? null : Enumerable.Range(1, bins.Count - 2).MinBy(i => bins[i].Rows);
}
