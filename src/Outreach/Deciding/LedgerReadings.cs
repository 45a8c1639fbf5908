using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>What rules compare, from what holds now.</summary>
internal sealed class LedgerReadings(Ledger ledger, ContactEntry contact, CustomerFacts facts, ContactPolicy policy, DailyBudget left, DateTimeOffset now) : IRuleReadings
{
    private readonly Proposal _proposal = contact.Proposal;
    private readonly LevelPolicy _level = policy.Levels[contact.Proposal.Level];

    private readonly string _offer = policy.Offers.For(contact.Proposal.Driver, facts.AvoidsCredit).Code;

    // What a pilot would have sent reached nobody, and bars nobody from what is sent for real.
    private readonly List<Attempt> _attempts = [.. ledger.Attempts.Where(a => !a.DryRun || policy.Mode == OutreachMode.DryRun)];

    public IReadOnlyList<ContactChannel> Channels => _level.Channels;

    public DateTimeOffset At => now;

    public string TimeZone => facts.TimeZone ?? policy.DefaultTimeZone;

    public RuleReading Read(ContactRule rule, ContactChannel? channel) => rule switch
    {
        ContactRule.Suppression => new(RuleJudge.Text(ledger.Suppressions.Select(s => s.Reason)), RuleJudge.Text(policy.BlockingSuppressions)),
        ContactRule.Objection => new(ledger.Objections is [.., var latest] ? latest.ObjectionId : RuleReading.None, RuleReading.None),
        ContactRule.Holdout => new(RuleJudge.Text(facts.HoldoutDraw), RuleJudge.Text(_level.HoldoutPercent / 100)),
        ContactRule.Maturity => new(WireNames<Maturity>.Of(facts.Maturity), WireNames<Maturity>.Of(Maturity.Established)),
        ContactRule.OpenEpisode => new(facts.OpenEpisodeId ?? RuleReading.None, _proposal.EpisodeId),
        ContactRule.Level => new(RuleJudge.Text(facts.Level), RuleJudge.Text(RiskLevel.Medium)),
        ContactRule.Expiry => new(RuleJudge.Text(now), RuleJudge.Text(contact.ExpiresAt)),
        ContactRule.ServedLevel => new(ServedLevel() is { } served ? RuleJudge.Text(served) : RuleReading.None, RuleJudge.Text(_proposal.Level)),
        ContactRule.CoolDown => new(RuleJudge.Text(now), CoolDownEnd() is { } end ? RuleJudge.Text(end) : RuleReading.None),
        ContactRule.ContactCap => new(RuleJudge.Text(MessagesOfOthers(InWindow().Where(a => a.MayHaveReached))), RuleJudge.Text(policy.Caps.Contacts)),
        ContactRule.ChannelEnabled => new(RuleJudge.Text(policy.DailyBudget.Of(channel!.Value) > 0), RuleJudge.Yes),
        ContactRule.Consent => new(RuleJudge.Text(facts.Agreed(channel!.Value)), RuleJudge.Yes),
        ContactRule.OptOut => new(RuleJudge.Text(ledger.OptOuts.Any(o => o.Channel == channel)), RuleJudge.No),
        ContactRule.Address => new(AddressOn(channel!.Value), RuleJudge.Yes),
        ContactRule.ChannelUsed => new(RuleJudge.Text(_attempts.Count(a => IsInTheWayOf(channel!.Value, a))), RuleJudge.Text(1)),
        ContactRule.AttemptCap => new(RuleJudge.Text(AttemptsBy(channel!.Value)), RuleJudge.Text(policy.Caps.AttemptsPerChannel)),
        ContactRule.Approval => new(RuleJudge.Text(IsApproved(channel!.Value)), _level.Approval ? RuleJudge.Required : RuleReading.None),
        ContactRule.TimeZone => new(RuleJudge.Text(LocalHours.Zone(TimeZone) is not null), RuleJudge.Yes),
        ContactRule.ContactHours => new(RuleJudge.Text(LocalHours.Local(now, LocalHours.Zone(TimeZone)!)), policy.ContactHours.ToString()),
        ContactRule.Budget => new(
            contact.HasReserved(channel!.Value, policy.DayOf(now)) ? RuleJudge.Reserved : RuleJudge.Text(left.Of(channel!.Value)),
            RuleJudge.Text(LocalHours.NextDay(now, LocalHours.Zone(policy.DefaultTimeZone)!))),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "is not asked."),
    };

    private bool IsApproved(ContactChannel channel) => contact.ApprovedBy is not null && contact.ApprovedFor == channel && contact.ApprovedUnder == policy.Version
        && contact.ApprovedOffer == _offer && contact.ApprovedAddressee == facts.AddresseeFingerprint;

    private IEnumerable<Attempt> InWindow() => _attempts.Where(a => a.At > now - policy.Caps.Window);

    private string AddressOn(ContactChannel channel) => !facts.HasAddress(channel)
        ? RuleJudge.No
        : ledger.UnusableAddresses.Any(a => a.Channel == channel && a.Fingerprint == facts.AddressFingerprint(channel)) ? RuleJudge.Unusable : RuleJudge.Yes;

    /// <summary>A message that is repeated as its answer never came is one, and the repetition adds none.</summary>
    private int MessagesOfOthers(IEnumerable<Attempt> attempts) => attempts.Where(a => a.ContactId != contact.ContactId).DistinctBy(a => (a.ContactId, a.Channel)).Count();

    private int AttemptsBy(ContactChannel channel)
    {
        var attempts = InWindow().Where(a => a.Channel == channel).ToList();
        return attempts.Count(a => a.Result == AttemptResult.Unanswered) + MessagesOfOthers(attempts.Where(a => a.UsesChannel));
    }

    private bool IsInTheWayOf(ContactChannel channel, Attempt former)
    {
        if (former.ContactId == contact.ContactId)
            return former.Channel == channel ? (former.UsesChannel && !IsStillRepeated(former)) || IsRefusal(former) || IsOfOther(former) : former.MayHaveReached;
        return former.Channel == channel && former.EpisodeId == _proposal.EpisodeId && former.UsesChannel;
    }

    /// <summary>Whoever may have acted on it remembers its key, but not for good: by when it was first asked, whatever waits and resends came since.</summary>
    private bool IsStillRepeated(Attempt former) => former.Result == AttemptResult.Unconfirmed
        && now < _attempts.First(a => a.ContactId == former.ContactId && a.Channel == former.Channel && a.Result == AttemptResult.Unconfirmed).At + Attempt.RepeatedFor;

    /// <summary>A channel that refused this contact for this address would do so again, until a person has looked at it.</summary>
    private bool IsRefusal(Attempt former) =>
        former.Result == AttemptResult.Refused && former.Number > contact.RefusalsLiftedThrough && former.AddressFingerprint == facts.AddressFingerprint(former.Channel);

    /// <summary>
    /// What may have gone to the former address and with the former offer, or be remembered so, does not go to or with another under the
    /// same key, nor in other words: for the channel that it went on by it was put into words anew. Where nothing went, until a person has
    /// looked at it.
    /// </summary>
    private bool IsOfOther(Attempt former) => former.MayBeRepeated
        && (former.Result == AttemptResult.Unconfirmed || former.Number > contact.RefusalsLiftedThrough)
        && (contact.Channel != former.Channel
            || (former.AddressFingerprint is { } address && address != facts.AddressFingerprint(former.Channel))
            || (former.OfferCode is { } offer && offer != _offer));

    /// <summary>Of the episode's other contacts, those that are open or may have reached the customer.</summary>
    private RiskLevel? ServedLevel() => ledger.Contacts
        .Where(c => c.ContactId != contact.ContactId && c.Proposal.EpisodeId == _proposal.EpisodeId)
        .Where(c => c.IsOpen || _attempts.Any(a => a.ContactId == c.ContactId && a.MayHaveReached))
        .Max(c => (RiskLevel?)c.Proposal.Level);

    /// <summary>From the latest contact of this level or above, or the latest that the customer declined: a "no" is not answered by the next level.</summary>
    private DateTimeOffset? CoolDownEnd() => _attempts
        .Where(a => a.ContactId != contact.ContactId && a.Level >= _proposal.Level && a.MayHaveReached)
        .Select(a => (DateTimeOffset?)a.At)
        .Concat(ledger.Contacts.Select(c => c.DeclinedAt))
        .Max()?.AddDays(_level.CoolDownDays);
}
