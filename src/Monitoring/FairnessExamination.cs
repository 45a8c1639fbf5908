using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Monitoring;

/// <summary>
/// Compares groups that customers declare and that no model reads. Alerts hold treatment against need, among those who missed a
/// payment: groups that need less help are flagged and contacted less, which the plain ratios show and nothing follows from.
/// </summary>
internal static class FairnessExamination
{
    /// <summary>Of every attribute, those found and those helped.</summary>
    private const int AlertingFigures = 2;

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
        var inNeed = history.ReadMissedPayments(today.AddDays(LabelWindow.UpToDays - options.InterventionDays)).Where(m => m.Payment.MissedOn <= today).Select(m => m.CustomerNo).ToHashSet();
        var daily = options.FairnessConfidenceOfADay(Attributes.Length * AlertingFigures);
        var profiles = history.ReadProfiles().Where(p => latest.ContainsKey(p.CustomerNo)).ToList();
        return new FairnessReport(champion.Version, [.. Attributes.Select(attribute => Compare(attribute.Name, profiles.Where(p => attribute.Of(p.Profile) is not null).GroupBy(p => attribute.Of(p.Profile)!, p => p.CustomerNo)))]);

        AttributeFairness Compare(string attribute, IEnumerable<IGrouping<string, int>> groups)
        {
            var members = groups.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (Group: g.Key, Customers: g.ToList())).ToList();
            var compared = members.Where(g => g.Customers.Count >= options.LeastGroup).ToList();
            var flagged = compared.Select(g => new GroupShare(g.Group, Counted(g.Customers, no => IsFlagged(latest[no].Level)), g.Customers.Count)).ToList();
            var reached = compared.Select(g => new GroupShare(g.Group, Counted(g.Customers, contacted.Contains), g.Customers.Count)).ToList();
            var found = members.Select(g => (g.Group, Scores: Found(g.Customers))).Where(g => g.Scores.Count >= options.LeastMissedCustomers)
                .Select(g => new GroupShare(g.Group, Share.OfCustomers(g.Scores), g.Scores.Count)).ToList();
            var helped = members.Select(g => (g.Group, Customers: InNeed(g.Customers))).Where(g => g.Customers.Count >= options.LeastMissedCustomers)
                .Select(g => new GroupShare(g.Group, Counted(g.Customers, contacted.Contains), g.Customers.Count)).ToList();
            return new AttributeFairness(
                attribute,
                [.. members.Select(g => Treatment(g.Group, g.Customers))],
                GroupShare.LeastRatio(flagged),
                GroupShare.LeastRatio(reached),
                GroupShare.MostDifference(found),
                GroupShare.LeastRatio(helped),
                GroupShare.ClearestRatio(flagged, options.FairnessConfidence),
                GroupShare.ClearestRatio(reached, options.FairnessConfidence),
                GroupShare.ClearestDifference(found, daily),
                GroupShare.ClearestRatio(helped, daily));
        }

        GroupTreatment Treatment(string group, List<int> customers)
        {
            var found = Found(customers);
            var (missed, outcomes, needy) = (found.Sum(c => c.All), customers.Sum(no => known.GetValueOrDefault(no)), InNeed(customers));
            return new GroupTreatment(
                group,
                customers.Count,
                customers.Count >= options.LeastGroup,
                Counted(customers, no => IsFlagged(latest[no].Level)).Value,
                Counted(customers, contacted.Contains).Value,
                outcomes == 0 ? double.NaN : missed / (double)outcomes,
                found.Count == 0 ? double.NaN : Share.OfCustomers(found).Value,
                missed,
                found.Count,
                found.Count >= options.LeastMissedCustomers,
                needy.Count,
                needy.Count == 0 ? double.NaN : Counted(needy, contacted.Contains).Value,
                needy.Count >= options.LeastMissedCustomers);
        }

        List<int> InNeed(List<int> customers) => [.. customers.Where(inNeed.Contains)];

        List<(int Having, int All)> Found(List<int> customers) => [.. customers.Where(before.Contains).Select(no => (before[no].Count(isFlagged => isFlagged), before[no].Count()))];
    }

    public static IEnumerable<Alert> Alerts(FairnessReport report, MonitoringOptions options)
    {
        foreach (var attribute in report.Attributes)
        {
            if (attribute.Opportunity is { } found && found.Low > options.MostOpportunityDifference)
            {
                yield return new Alert(AlertKind.Fairness, $"{attribute.Attribute} found", found.Value, options.MostOpportunityDifference, FormattableString.Invariant(
                    $"Before a missed payment, the share of scores of {attribute.Attribute} {found.Group} ({found.Count} customers) at MEDIUM or above is by {found.Value:0.00} smaller than of {found.Beside} ({found.CountBeside} customers): {found.Low:0.00} to {found.High:0.00}, more than {options.MostOpportunityDifference:0.00}. {Certainty(options)}"));
            }

            if (attribute.Help is { } help && help.High < options.LeastHelpRatio)
            {
                yield return new Alert(AlertKind.Fairness, $"{attribute.Attribute} helped", help.Value, options.LeastHelpRatio, FormattableString.Invariant(
                    $"Of those who missed a payment, the share of {attribute.Attribute} {help.Group} ({help.Count} customers) to whom help was proposed is {help.Value:0.00} of that of {help.Beside} ({help.CountBeside} customers): {help.Low:0.00} to {help.High:0.00}, less than {options.LeastHelpRatio:0.00}. {Certainty(options)}"));
            }
        }
    }

    private static string Certainty(MonitoringOptions options) =>
        FormattableString.Invariant($"At {options.FairnessConfidence:0%} confidence none of the looks of {options.Weeks} weeks of days is deceived by chance.");

    private static bool IsFlagged(RiskLevel level) => level >= RiskLevel.Medium;

    private static Share Counted(List<int> customers, Func<int, bool> has) => new(customers.Count(has), customers.Count);
}
