using System.Globalization;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Effects;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Alerting;

/// <summary>What is beyond its threshold, of figures alone.</summary>
public static class OperationsRules
{
    /// <summary>Outreach that does nothing.</summary>
    /// <param name="failingSince">Since when each look at what there is to do has broken off; null where the last one did not.</param>
    /// <param name="clock">The real clock.</param>
    /// <param name="limits">From where on.</param>
    public static IEnumerable<AlertFinding> OfRounds(DateTimeOffset? failingSince, DateTimeOffset clock, AlertLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (clock - failingSince is { } lasted && lasted >= limits.RoundPatience)
            yield return Finding(AlertCondition.OutreachWaits, "all", lasted.TotalMinutes, limits.RoundPatience.TotalMinutes, $"Nothing has been decided about contacts or handed over for {lasted.TotalMinutes:0} minutes, and {limits.RoundPatience.TotalMinutes:0} are the most; the log says why.");
    }

    /// <summary>Providers that take nothing, and what waits for too long.</summary>
    /// <param name="channel">Of which channel.</param>
    /// <param name="outbox">Its entries, or the first of them.</param>
    /// <param name="isCalledByPeople">Whether agents work on it.</param>
    /// <param name="clock">The real clock.</param>
    /// <param name="limits">From where on.</param>
    public static IEnumerable<AlertFinding> OfOutbox(ContactChannel channel, IReadOnlyCollection<OutboxEntry> outbox, bool isCalledByPeople, DateTimeOffset clock, AlertLimits limits)
    {
        ArgumentNullException.ThrowIfNull(outbox);
        ArgumentNullException.ThrowIfNull(limits);
        if (outbox.Count == 0)
            yield break;
        var name = WireNames<ContactChannel>.Of(channel);
        var tries = outbox.Max(entry => entry.Tries);
        if (!isCalledByPeople && tries >= limits.Tries)
            yield return Finding(AlertCondition.ProviderFailing, name, tries, limits.Tries, $"The provider of {name} did not take a message in {tries} tries; {outbox.Count(entry => entry.Tries > 0)} wait to be tried again.");
        var age = clock - outbox.Min(entry => entry.Since);
        var limit = isCalledByPeople ? limits.CallAge : limits.OutboxAge;
        if (age > limit)
            yield return Finding(AlertCondition.OutboxAge, name, age.TotalMinutes, limit.TotalMinutes, $"Something has waited for {(isCalledByPeople ? "a call" : name)} for {age.TotalMinutes:0} minutes, and {limit.TotalMinutes:0} are the most.");
    }

    /// <summary>Customers who answered and wait for somebody for too long.</summary>
    /// <param name="answers">Those that nobody has seen to, or the oldest of them.</param>
    /// <param name="now">The present.</param>
    /// <param name="limits">From where on.</param>
    public static IEnumerable<AlertFinding> OfAnswers(IReadOnlyCollection<CustomerAnswer> answers, DateTimeOffset now, AlertLimits limits)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(limits);
        if (answers.Count == 0)
            yield break;
        var age = now - answers.Min(answer => answer.Since);
        if (age > limits.AnswerAge)
            yield return Finding(AlertCondition.AnswerWaiting, "all", age.TotalHours, limits.AnswerAge.TotalHours, $"A customer who replied or accepted has waited for {age.TotalHours:0} hours, and {limits.AnswerAge.TotalHours:0} are the most; {answers.Count} or more wait.");
    }

    /// <summary>Contacts that nobody sees to unless they are told of: a channel refused them, or whether they went is in doubt.</summary>
    /// <param name="failed">Those that are failed now.</param>
    /// <param name="rise">As <see cref="FailureHistory.Note"/> tells.</param>
    public static IEnumerable<AlertFinding> OfFailures(int failed, int rise)
    {
        if (rise > 0)
            yield return Finding(AlertCondition.ContactsFailed, "all", rise, 0, $"{rise} more contacts are failed than were at the least within the last hour: refused, given up, undelivered, or in doubt. {failed} are in all; a person sends them again or finds out what became of them.");
    }

    /// <summary>A queue that is not caught up with.</summary>
    /// <param name="queue">As it is now.</param>
    /// <param name="behind">As <see cref="LagHistory.Note"/> tells.</param>
    /// <param name="limits">From where on.</param>
    public static IEnumerable<AlertFinding> OfQueue(IngestBacklog queue, TimeSpan? behind, AlertLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (behind is { } lasted && lasted >= limits.LagPatience)
        {
            var left = queue.Waiting is { } waiting ? string.Create(CultureInfo.InvariantCulture, $"{waiting} wait in {queue.Name}") : $"nobody tells how many wait in {queue.Name}";
            yield return Finding(AlertCondition.ConsumerLag, queue.Name, lasted.TotalMinutes, limits.LagPatience.TotalMinutes, $"Transactions have not been caught up with for {lasted.TotalMinutes:0} minutes, and {limits.LagPatience.TotalMinutes:0} are the most; {left}.");
        }
    }

    /// <summary>A holdout that chance does not explain, as <see cref="HoldoutBalance"/> judges it.</summary>
    public static IEnumerable<AlertFinding> OfHoldout(EffectReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        foreach (var balance in report.Balance.Where(balance => balance.IsUnbalanced))
        {
            var (level, off) = (balance.Level.ToString().ToUpperInvariant(), balance.Deviations!.Value);
            yield return Finding(AlertCondition.HoldoutImbalance, level, off, HoldoutBalance.MostDeviations, $"At {level}, {balance.HeldOut} of {balance.Customers} customers are held out where the policy said {balance.Expected:0.###}: {off:0.0} standard errors off, and {HoldoutBalance.MostDeviations:0.0} are the most.");
        }
    }

    /// <summary>Contacts that do harm, as <see cref="EffectExamination"/> judges it: beyond chance, however often one looks.</summary>
    public static IEnumerable<AlertFinding> OfEffect(EffectReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Harmful.Select(effect => Finding(
            AlertCondition.HarmfulContacts,
            effect.Group,
            effect.Uplift!.Value,
            0,
            $"After contacts of {effect.Group}, {effect.Contacted.OnTime:0.000} paid on time, and without them {effect.HeldOut.OnTime:0.000} did: a difference of {effect.Uplift:0.000}, {effect.Low:0.000} to {effect.High:0.000}, of {effect.Contacted.Proposals} and {effect.HeldOut.Proposals} proposals."));
    }

    /// <summary>A jump of the share of customers at high risk since a day ago, by ratio and beyond chance.</summary>
    public static IEnumerable<AlertFinding> OfHighRisk(RiskSample now, RiskSample? dayAgo, AlertLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (dayAgo is not { } before || Math.Min(now.Customers, before.Customers) < limits.LeastCustomers || now.Customers > limits.CustomerRatio * before.Customers)
            yield break;
        // Two proportions, pooled: of few at high risk, one more is no jump.
        var pooled = (double)(now.HighRisk + before.HighRisk) / (now.Customers + before.Customers);
        var error = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / now.Customers) + (1.0 / before.Customers)));
        var least = limits.HighRiskRatio * before.Share;
        if (now.Share > least && now.Share - before.Share > limits.Deviations * error)
            yield return Finding(AlertCondition.HighRiskShare, "all", now.Share, least, $"{now.Share:0.0000} of {now.Customers} customers are at HIGH or CRITICAL, and a day ago {before.Share:0.0000} were; {limits.HighRiskRatio:0.0#} times that is the most.");
    }

    private static AlertFinding Finding(AlertCondition condition, string subject, double value, double threshold, FormattableString message) =>
        new(condition, subject, value, threshold, message.ToString(CultureInfo.InvariantCulture));
}
