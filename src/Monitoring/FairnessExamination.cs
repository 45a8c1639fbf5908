using System.Globalization;
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

        var before = said.Where(j => j.Missed == true).ToLookup(j => j.CustomerNo, j => j.Level);
        var contacted = history.ReadIntervened(new DateTimeOffset(today.AddDays(-options.InterventionDays), TimeOnly.MinValue, TimeSpan.Zero)).ToHashSet();
        var profiles = history.ReadProfiles().Where(p => latest.ContainsKey(p.CustomerNo)).ToList();
        return new FairnessReport(champion.Version, [.. Attributes.Select(attribute => Compare(attribute.Name, profiles.Where(p => attribute.Of(p.Profile) is not null).GroupBy(p => attribute.Of(p.Profile)!, p => p.CustomerNo)))]);

        AttributeFairness Compare(string attribute, IEnumerable<IGrouping<string, int>> groups)
        {
            var treated = groups.OrderBy(g => g.Key, StringComparer.Ordinal).Select(Treatment).ToList();
            var compared = treated.Where(g => g.IsCompared).ToList();
            return new AttributeFairness(
                attribute,
                treated,
                Ratio(compared.Select(g => g.FlaggedShare)),
                Ratio(compared.Select(g => g.ContactedShare)),
                Difference(compared.Where(g => g.Missed >= LeastMissed).Select(g => g.FoundShare)));
        }

        GroupTreatment Treatment(IGrouping<string, int> group)
        {
            var members = group.ToList();
            var levels = members.SelectMany(no => before[no]).ToList();
            return new GroupTreatment(
                group.Key,
                members.Count,
                members.Count >= options.LeastGroup,
                members.Average(no => latest[no].Level >= RiskLevel.Medium ? 1.0 : 0),
                members.Average(no => contacted.Contains(no) ? 1.0 : 0),
                levels.Count == 0 ? double.NaN : levels.Average(level => level >= RiskLevel.Medium ? 1.0 : 0),
                levels.Count);
        }
    }

    public static IEnumerable<Alert> Alerts(FairnessReport report, MonitoringOptions options)
    {
        foreach (var attribute in report.Attributes)
        {
            foreach (var (what, ratio) in new[] { ("flagged", attribute.ScoreImpactRatio), ("contacted", attribute.InterventionImpactRatio) })
            {
                if (ratio < options.LeastImpactRatio)
                {
                    yield return new Alert(AlertKind.Fairness, $"{attribute.Attribute} {what}", ratio, options.LeastImpactRatio, string.Create(
                        CultureInfo.InvariantCulture, $"Between groups of {attribute.Attribute}, the smallest share {what} is {ratio:0.00} of the largest, less than {options.LeastImpactRatio:0.00}."));
                }
            }

            if (attribute.OpportunityDifference > options.MostOpportunityDifference)
            {
                yield return new Alert(AlertKind.Fairness, $"{attribute.Attribute} found", attribute.OpportunityDifference, options.MostOpportunityDifference, string.Create(
                    CultureInfo.InvariantCulture, $"Between groups of {attribute.Attribute}, the share of missed payments that is found differs by {attribute.OpportunityDifference:0.00}, more than {options.MostOpportunityDifference:0.00}."));
            }
        }
    }

    private static double Ratio(IEnumerable<double> shares)
    {
        var all = shares.ToList();
        return all.Count < 2 || all.Max() == 0 ? double.NaN : all.Min() / all.Max();
    }

    private static double Difference(IEnumerable<double> shares)
    {
        var all = shares.ToList();
        return all.Count < 2 ? double.NaN : all.Max() - all.Min();
    }
}
