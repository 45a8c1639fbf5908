using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Monitoring;

/// <summary>Compares groups that customers declare and that no model reads.</summary>
internal static class FairnessExamination
{
    private const int LeastMissed = 20;

    private static readonly (string Name, Func<CustomerProfile, string?> Of)[] Attributes = [("age_band", p => p.AgeBand), ("region", p => p.Region)];

    public static FairnessReport Of(IModelHistory history, Judgements judgements, ModelBundle champion, DateOnly today, MonitoringOptions options)
    {
        var said = judgements.ByModel.GetValueOrDefault((champion.Version, false)) ?? [];
        var latest = new Dictionary<int, Judgement>();
        foreach (var judgement in said)
        {
            if (!latest.TryGetValue(judgement.CustomerNo, out var former) || former.Day < judgement.Day)
                latest[judgement.CustomerNo] = judgement;
        }

        var before = said.Where(j => j.Missed == true).ToLookup(j => j.CustomerNo, j => IsFlagged(j.Level));
        var known = said.Where(j => j.Missed is not null).CountBy(j => j.CustomerNo).ToDictionary();
        var contacted = history.ReadIntervened(new DateTimeOffset(today.AddDays(-options.InterventionDays), TimeOnly.MinValue, TimeSpan.Zero)).ToHashSet();
        var profiles = history.ReadProfiles().Where(p => latest.ContainsKey(p.CustomerNo)).ToList();
        return new FairnessReport(champion.Version, [.. Attributes.Select(attribute => Compare(attribute.Name, profiles.Where(p => attribute.Of(p.Profile) is not null).GroupBy(p => attribute.Of(p.Profile)!, p => p.CustomerNo)))]);

        AttributeFairness Compare(string attribute, IEnumerable<IGrouping<string, int>> groups)
        {
            var members = groups.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (Group: g.Key, Customers: g.ToList())).ToList();
            var compared = members.Where(g => g.Customers.Count >= options.LeastGroup).ToList();
            var flagged = compared.Select(g => new GroupShare(g.Group, Counted(g.Customers, no => IsFlagged(latest[no].Level)), g.Customers.Count)).ToList();
            var reached = compared.Select(g => new GroupShare(g.Group, Counted(g.Customers, contacted.Contains), g.Customers.Count)).ToList();
            var found = compared.Select(g => (g.Group, Scores: Found(g.Customers), Missed: g.Customers.Sum(no => before[no].Count()))).Where(g => g.Missed >= LeastMissed)
                .Select(g => new GroupShare(g.Group, Share.OfCustomers(g.Scores), g.Missed)).ToList();
            return new AttributeFairness(
                attribute,
                [.. members.Select(g => Treatment(g.Group, g.Customers))],
                GroupShare.LeastRatio(flagged),
                GroupShare.LeastRatio(reached),
                GroupShare.MostDifference(found),
                GroupShare.ClearestRatio(flagged, options.FairnessConfidence),
                GroupShare.ClearestRatio(reached, options.FairnessConfidence),
                GroupShare.ClearestDifference(found, options.FairnessConfidence));
        }

        GroupTreatment Treatment(string group, List<int> customers)
        {
            var found = Found(customers);
            var (missed, outcomes) = (found.Sum(c => c.All), customers.Sum(no => known.GetValueOrDefault(no)));
            return new GroupTreatment(
                group,
                customers.Count,
                customers.Count >= options.LeastGroup,
                Counted(customers, no => IsFlagged(latest[no].Level)).Value,
                Counted(customers, contacted.Contains).Value,
                outcomes == 0 ? double.NaN : missed / (double)outcomes,
                found.Count == 0 ? double.NaN : Share.OfCustomers(found).Value,
                missed,
                found.Count);
        }

        List<(int Having, int All)> Found(List<int> customers) => [.. customers.Where(before.Contains).Select(no => (before[no].Count(isFlagged => isFlagged), before[no].Count()))];
    }

    public static IEnumerable<Alert> Alerts(FairnessReport report, MonitoringOptions options)
    {
        foreach (var attribute in report.Attributes)
        {
            foreach (var (what, impact) in new[] { ("flagged", attribute.ScoreImpact), ("contacted", attribute.InterventionImpact) })
            {
                if (impact is not null && impact.High < options.LeastImpactRatio)
                {
                    yield return new Alert(AlertKind.Fairness, $"{attribute.Attribute} {what}", impact.Value, options.LeastImpactRatio, FormattableString.Invariant(
                        $"Of {attribute.Attribute} {impact.Group} ({impact.Count} customers) the share {what} is {impact.Value:0.00} of that of {impact.Beside} ({impact.CountBeside} customers): {impact.Low:0.00} to {impact.High:0.00} at {options.FairnessConfidence:0%} confidence, less than {options.LeastImpactRatio:0.00}.{Need(attribute, impact)}"));
                }
            }

            if (attribute.Opportunity is { } opportunity && opportunity.Low > options.MostOpportunityDifference)
            {
                yield return new Alert(AlertKind.Fairness, $"{attribute.Attribute} found", opportunity.Value, options.MostOpportunityDifference, FormattableString.Invariant(
                    $"Of {attribute.Attribute} {opportunity.Group} ({opportunity.Count} scores before a missed payment) the share that is found is by {opportunity.Value:0.00} smaller than of {opportunity.Beside} ({opportunity.CountBeside} scores): {opportunity.Low:0.00} to {opportunity.High:0.00} at {options.FairnessConfidence:0%} confidence, more than {options.MostOpportunityDifference:0.00}."));
            }
        }
    }

    // Whoever reads of less help must see whether less is needed.
    private static string Need(AttributeFairness attribute, GroupComparison impact)
    {
        var (own, other) = (MissedShare(impact.Group), MissedShare(impact.Beside));
        return double.IsNaN(own) || double.IsNaN(other) ? "" : FormattableString.Invariant($" A missed payment followed {own:0.0%} of the scores of the one and {other:0.0%} of the other.");

        double MissedShare(string group) => attribute.Groups.First(g => g.Group == group).MissedShare;
    }

    private static bool IsFlagged(RiskLevel level) => level >= RiskLevel.Medium;

    private static Share Counted(List<int> customers, Func<int, bool> has) => new(customers.Count(has), customers.Count);
}
