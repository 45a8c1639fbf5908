using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>
/// The rules in their order. The first that does not pass decides; channels are gone through in order of preference until one passes
/// all of its rules. The same code decides and makes decisions again from their records.
/// </summary>
internal static class RuleBook
{
    private static readonly ContactRule[] OfCustomer =
    [
        ContactRule.Suppression, ContactRule.Objection, ContactRule.Holdout, ContactRule.Maturity, ContactRule.OpenEpisode, ContactRule.Level,
        ContactRule.Expiry, ContactRule.ServedLevel, ContactRule.CoolDown, ContactRule.ContactCap,
    ];

    private static readonly ContactRule[] OfChannel =
    [
        ContactRule.ChannelEnabled, ContactRule.Consent, ContactRule.OptOut, ContactRule.Address, ContactRule.ChannelUsed, ContactRule.AttemptCap,
    ];

    private static readonly ContactRule[] OfMoment = [ContactRule.Approval, ContactRule.TimeZone, ContactRule.ContactHours, ContactRule.Budget];

    // What customers want and the bank knows of them: no hour, budget or other contact is part of it.
    private static readonly ContactRule[] OfWill = [ContactRule.Suppression, ContactRule.Objection, ContactRule.Consent, ContactRule.OptOut];

    /// <summary>Asks only what customers want and the bank knows of them.</summary>
    /// <returns>The first answer that speaks against the channel; null where none does.</returns>
    public static RuleAnswer? AskWill(IRuleReadings readings, ContactChannel channel)
    {
        foreach (var rule in OfWill)
        {
            ContactChannel? of = Array.IndexOf(OfChannel, rule) < 0 ? null : channel;
            var reading = readings.Read(rule, of);
            if (RuleJudge.Judge(rule, reading) is var verdict and not RuleVerdict.Pass)
                return new(rule, of, reading.Value, reading.Limit, verdict);
        }

        return null;
    }

    /// <summary>Asks.</summary>
    /// <param name="readings">What the rules compare.</param>
    /// <param name="answers">Gets every answer, in order.</param>
    public static DecisionAction Ask(IRuleReadings readings, ICollection<RuleAnswer> answers)
    {
        foreach (var rule in OfCustomer)
        {
            if (Answer(rule, null) is var verdict and not RuleVerdict.Pass)
                return Action(verdict, rule, null);
        }

        if (ChooseChannel() is not { } channel)
            return new(DecisionKind.Block, null, ContactRule.UsableChannel, null);
        foreach (var rule in OfMoment)
        {
            if (Answer(rule, channel) is var verdict and not RuleVerdict.Pass)
                return Action(verdict, rule, channel);
        }

        return new(DecisionKind.Send, channel, null, null);

        ContactChannel? ChooseChannel()
        {
            foreach (var candidate in readings.Channels)
            {
                if (Array.TrueForAll(OfChannel, rule => Answer(rule, candidate) == RuleVerdict.Pass))
                    return candidate;
            }

            return null;
        }

        RuleVerdict Answer(ContactRule rule, ContactChannel? channel)
        {
            var reading = readings.Read(rule, channel);
            var verdict = RuleJudge.Judge(rule, reading);
            answers.Add(new(rule, channel, reading.Value, reading.Limit, verdict));
            return verdict;
        }

        DecisionAction Action(RuleVerdict verdict, ContactRule rule, ContactChannel? channel) => verdict switch
        {
            RuleVerdict.Block => new(DecisionKind.Block, channel, rule, null),
            RuleVerdict.HoldOut => new(DecisionKind.HoldOut, channel, rule, null),
            RuleVerdict.Withdraw => new(DecisionKind.Withdraw, channel, rule, null),
            RuleVerdict.Expire => new(DecisionKind.Expire, channel, rule, null),
            RuleVerdict.AwaitApproval => new(DecisionKind.AwaitApproval, channel, rule, null),
            RuleVerdict.Wait => new(DecisionKind.Wait, channel, rule, Until(rule, channel)),
            _ => throw new InvalidOperationException($"{verdict} does not decide."),
        };

        DateTimeOffset Until(ContactRule rule, ContactChannel? channel)
        {
            var limit = readings.Read(rule, channel).Limit;
            return rule == ContactRule.Budget
                ? RuleJudge.Moment(limit)
                : LocalHours.Next(readings.At, LocalHours.Zone(readings.TimeZone)!, ContactHours.Parse(limit));
        }
    }
}
