using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Standings;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Watching;
using PreDelinquency.Monitoring.Portfolios;

namespace PreDelinquency.Gateway.Documents;

/// <summary>The portfolio in its wire form.</summary>
internal static class PortfolioDocuments
{
    private static readonly RiskLevel[] Levels = Enum.GetValues<RiskLevel>();

    /// <param name="watched">All customers.</param>
    /// <param name="segment">Only these; null for all.</param>
    /// <param name="region">Only these; null for all.</param>
    public static PortfolioDocument ToDocument(this WatchedPortfolio watched, string? segment, string? region)
    {
        var trend = watched.Figures.Trend(segment, region);
        var explained = watched.Explained.Values.Where(customer => customer.Group.IsOf(segment, region)).ToList();
        return new PortfolioDocument
        {
            At = watched.At,
            Customers = trend[0].Customers,
            Levels = [.. Levels.Select(level => new LevelStandingDocument(RiskLevels.Name(level), trend[0].Of(level), trend[1].Of(level), trend[7].Of(level)))],
            Trend = [.. trend.Select((day, ago) => ToDocument(day, (ago == 0 ? watched.At : watched.PastAt).AddDays(-ago))).Reverse()],
            Distribution = Distribution(watched.Figures.Distribution(segment, region)),
            Families = Families(explained),
            Explained = explained.Count,
            Segments = Sorted(watched.Figures.Groups.Select(group => group.Segment)),
            Regions = Sorted(watched.Figures.Groups.Select(group => group.Region)),
        };
    }

    public static StandingCustomerDocument ToDocument(this StandingCustomer customer, ExplainedCustomer? explained) => new()
    {
        CustomerId = customer.CustomerId,
        Name = customer.Name,
        Segment = customer.Group.Segment,
        Region = customer.Group.Region,
        RiskScore = customer.Latest.Probability,
        RiskLevel = RiskLevels.Name(customer.Latest.Level),
        ScoredAt = customer.Latest.At,
        RiskScoreDayAgo = customer.DayAgo?.Probability,
        RiskLevelDayAgo = customer.DayAgo is { } day ? RiskLevels.Name(day.Level) : null,
        RiskScoreWeekAgo = customer.WeekAgo?.Probability,
        RiskLevelWeekAgo = customer.WeekAgo is { } week ? RiskLevels.Name(week.Level) : null,
        Family = explained?.Main is { } main ? WireNames<FeatureFamily>.Of(main) : null,
    };

    private static PortfolioDayDocument ToDocument(PortfolioDay day, DateTimeOffset at) =>
        new(at, day.AverageRisk, Levels.ToDictionary(RiskLevels.Name, day.Of, StringComparer.Ordinal));

    private static ScoreBinDocument[] Distribution(IReadOnlyList<int> customers) =>
        [.. customers.Select((count, bin) => new ScoreBinDocument((double)bin / customers.Count, (bin + 1.0) / customers.Count, count))];

    private static FamilyShareDocument[] Families(List<ExplainedCustomer> explained)
    {
        var sums = explained.SelectMany(customer => customer.ByFamily).ToLookup(family => family.Key, family => family.Value);
        var all = sums.Sum(family => family.Sum());
        return
        [
            .. sums.OrderByDescending(family => family.Sum())
                .Select(family => new FamilyShareDocument(WireNames<FeatureFamily>.Of(family.Key), family.Sum() / all, explained.Count(customer => customer.Main == family.Key))),
        ];
    }

    private static string[] Sorted(IEnumerable<string?> names) => [.. names.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
