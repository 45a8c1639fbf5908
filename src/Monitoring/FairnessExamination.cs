using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
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
        var (interval, watched) = ((Func<int, double>)options.FairnessQuantile, (Func<int, double>)(groups => options.WatchedFairnessQuantile(groups, Attributes.Length * AlertingFigures)));
        var first = today.AddDays(-options.Weeks * Judgements.Spacing);

        // Whichever model proposed it: a customer is helped or not. What lapsed was never proposed to anybody.
        var proposals = history.ReadInterventions(new DateTimeOffset(first.AddDays(-options.HelpDays - 1), TimeOnly.MinValue, TimeSpan.Zero))
            .Where(i => i.Status == InterventionStatus.Proposed).ToLookup(i => i.CustomerNo, i => DateOnly.FromDateTime(i.At.DateTime));
        var contacted = proposals.Where(own => own.Any(day => day >= today.AddDays(-options.InterventionDays))).Select(own => own.Key).ToHashSet();
        var missedDays = history.ReadMissedPayments(first).Where(m => m.Payment.MissedOn <= today).ToLookup(m => m.CustomerNo, m => m.Payment.MissedOn);
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
            var helped = members.Select(g => (g.Group, Payments: Helped(g.Customers))).Where(g => g.Payments.Count >= options.LeastMissedCustomers)
                .Select(g => new GroupShare(g.Group, Share.OfCustomers(g.Payments), g.Payments.Count)).ToList();
            return new AttributeFairness(
                attribute,
                [.. members.Select(g => Treatment(g.Group, g.Customers))],
                GroupShare.LeastRatio(flagged),
                GroupShare.LeastRatio(reached),
                GroupShare.MostDifference(found),
                GroupShare.LeastRatio(helped),
                GroupShare.ClearestRatio(flagged, interval),
                GroupShare.ClearestRatio(reached, interval),
                GroupShare.ClearestDifference(found, watched),
                GroupShare.ClearestRatio(helped, watched));
        }

        GroupTreatment Treatment(string group, List<int> customers)
        {
            var (found, helped) = (Found(customers), Helped(customers));
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
                found.Count,
                found.Count >= options.LeastMissedCustomers,
                helped.Count,
                helped.Count == 0 ? double.NaN : Share.OfCustomers(helped).Value,
                helped.Count >= options.LeastMissedCustomers);
        }

        List<(int Having, int All)> Helped(List<int> customers) =>
            [.. customers.Where(missedDays.Contains).Select(no => (missedDays[no].Count(day => proposals[no].Any(proposed => proposed < day && proposed >= day.AddDays(-options.HelpDays))), missedDays[no].Count()))];

        List<(int Having, int All)> Found(List<int> customers) => [.. customers.Where(before.Contains).Select(no => (before[no].Count(isFlagged => isFlagged), before[no].Count()))];
    }

    public static IEnumerable<Alert> Alerts(FairnessReport report, MonitoringOptions options)
    {
        foreach (var attribute in report.Attributes)
        {
            if (attribute.Opportunity is { } found && found.Value > options.MostOpportunityDifference && found.Low > 0)
            {
                yield return new Alert(AlertKind.Fairness, $"{attribute.Attribute} found", found.Value, options.MostOpportunityDifference, FormattableString.Invariant(
                    $"Before a missed payment, the share of scores of {attribute.Attribute} {found.Group} ({found.Count} customers) at MEDIUM or above is by {found.Value:0.00} smaller than of {found.Beside} ({found.CountBeside} customers), more than {options.MostOpportunityDifference:0.00}; the interval of that is {found.Low:0.00} to {found.High:0.00}. {Certainty(options)}"));
            }

            if (attribute.Help is { } help && help.Value < options.LeastHelpRatio && help.High < 1)
            {
                yield return new Alert(AlertKind.Fairness, $"{attribute.Attribute} helped", help.Value, options.LeastHelpRatio, FormattableString.Invariant(
                    $"The share of missed payments of {attribute.Attribute} {help.Group} ({help.Count} customers) before which help was proposed is {help.Value:0.00} of that of {help.Beside} ({help.CountBeside} customers), less than {options.LeastHelpRatio:0.00}; the interval of that is {help.Low:0.00} to {help.High:0.00}. {Certainty(options)}"));
            }
        }
    }

    private static string Certainty(MonitoringOptions options) =>
        FormattableString.Invariant($"At {options.FairnessConfidence:0%} confidence groups treated alike raise no alert in {options.Weeks} weeks, however often one looks.");

    private static bool IsFlagged(RiskLevel level) => level >= RiskLevel.Medium;

    private static Share Counted(List<int> customers, Func<int, bool> has) => new(customers.Count(has), customers.Count);
}
