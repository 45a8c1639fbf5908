using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Standings;

namespace PreDelinquency.Monitoring.Portfolios;

/// <summary>How many customers stand where, now and day by day before, of any segment and region.</summary>
public sealed class PortfolioFigures
{
    /// <summary>Into how many bins scores from 0 to 1 are divided.</summary>
    public const int Bins = 20;

    private readonly Dictionary<CustomerGroup, PortfolioDay[]> _days = [];
    private readonly Dictionary<CustomerGroup, int[]> _bins = [];

    internal PortfolioFigures()
    {
    }

    public IEnumerable<CustomerGroup> Groups => _days.Keys;

    /// <summary>From what a store counted.</summary>
    /// <param name="present">By <see cref="Bins"/> bins.</param>
    /// <param name="past">Of the days before.</param>
    public static PortfolioFigures Of(IEnumerable<StandingCount> present, IEnumerable<StandingChange> past)
    {
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(past);
        var figures = new PortfolioFigures();
        foreach (var count in present)
        {
            figures.DaysOf(count.Group)[0].Add(count.Level, count.Customers, count.ProbabilitySumE9);
            figures.BinsOf(count.Group)[count.Bin] += checked((int)count.Customers);
        }

        // What stood on a day is all that changed from then back; the present is counted.
        foreach (var change in past)
        {
            var days = figures.DaysOf(change.Group);
            for (var ago = change.DaysAgo; ago > 0; ago--)
                days[ago].Add(change.Level, change.Customers, change.ProbabilitySumE9);
        }

        return figures;
    }

    /// <summary>Of a segment and a region (null for any), how customers stood so many days ago: the present first, <see cref="IStandings.Days"/> days ago last.</summary>
    public IReadOnlyList<PortfolioDay> Trend(string? segment, string? region)
    {
        var sums = NewDays();
        foreach (var days in _days.Where(group => group.Key.IsOf(segment, region)).Select(group => group.Value))
        {
            for (var ago = 0; ago < sums.Length; ago++)
                sums[ago].Add(days[ago]);
        }

        return sums;
    }

    /// <summary>Of a segment and a region (null for any), how many customers now have scores of each of the <see cref="Bins"/> bins.</summary>
    public IReadOnlyList<int> Distribution(string? segment, string? region)
    {
        var sums = new int[Bins];
        foreach (var bins in _bins.Where(group => group.Key.IsOf(segment, region)).Select(group => group.Value))
        {
            for (var bin = 0; bin < Bins; bin++)
                sums[bin] += bins[bin];
        }

        return sums;
    }

    internal PortfolioDay[] DaysOf(CustomerGroup group)
    {
        if (!_days.TryGetValue(group, out var days))
            _days.Add(group, days = NewDays());
        return days;
    }

    internal void CountNow(CustomerGroup group, ScorePoint latest) => BinsOf(group)[Math.Min((int)(latest.Probability * Bins), Bins - 1)]++;

    private int[] BinsOf(CustomerGroup group)
    {
        if (!_bins.TryGetValue(group, out var bins))
            _bins.Add(group, bins = new int[Bins]);
        return bins;
    }

    private static PortfolioDay[] NewDays() => [.. Enumerable.Range(0, IStandings.Days + 1).Select(_ => new PortfolioDay())];
}
