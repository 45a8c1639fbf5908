using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>
/// Decides about contacts. It does no I/O, asks no clock and draws no random number: equal arguments give equal decisions. Rules are
/// asked when a proposal is read, when a contact that waited is due, when a person approved it, and once more just before each
/// hand-over, so that what happened in between counts.
/// </summary>
public static partial class Decider
{
    /// <summary>Decides about a new proposal. A contact of a lower level in the same episode that is not yet on its way gives way to one that goes on.</summary>
    /// <param name="ledger">The customer's.</param>
    /// <param name="proposal">What is proposed.</param>
    /// <param name="facts">What holds now.</param>
    /// <param name="policy">What the bank wants.</param>
    /// <param name="left">What is left of the day's budget, by the day of the policy's default zone.</param>
    /// <param name="now">The present.</param>
    /// <returns>Null where the ledger has the contact already.</returns>
    /// <exception cref="ArgumentException">The proposal is another customer's.</exception>
    public static Decision? Propose(Ledger ledger, Proposal proposal, CustomerFacts facts, ContactPolicy policy, DailyBudget left, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(proposal);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(policy);
        if (proposal.CustomerId != ledger.CustomerId)
            throw new ArgumentException($"The proposal is of {proposal.CustomerId}, the ledger of {ledger.CustomerId}.", nameof(proposal));
        if (ledger.Find(proposal.ContactId) is not null)
            return null;
        var at = now.ToUniversalTime();
        var events = new List<LedgerEvent> { new LedgerEvent.ContactOpened(at, proposal, proposal.At.ToUniversalTime().AddHours(policy.Levels[proposal.Level].ExpiresAfterHours)) };
        var decision = Ask(ledger, proposal.ContactId, DecisionTrigger.Proposed, facts, policy, left, at, events);
        return decision.Contact.IsOpen ? WithdrawLower(decision, at) : decision;
    }

    /// <summary>Whether a new proposal would go on if nobody were held out. Effects compare those of whom it holds, as nobody else can be helped, whatever the draw says.</summary>
    /// <inheritdoc cref="Propose"/>
    /// <returns>Whether it would.</returns>
    public static bool IsEligible(Ledger ledger, Proposal proposal, CustomerFacts facts, ContactPolicy policy, DailyBudget left, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return Propose(ledger, proposal, facts with { HoldoutDraw = 1 }, policy, left, now) is { Contact.IsOpen: true };
    }

    /// <summary>Decides again about a contact that waited, or one that may have expired.</summary>
    /// <returns>Null where the contact is over or on its way: there is nothing to decide.</returns>
    public static Decision? Reconsider(Ledger ledger, string contactId, CustomerFacts facts, ContactPolicy policy, DailyBudget left, DateTimeOffset now)
    {
        Check(ledger, facts, policy);
        return IsUndecided(ledger, contactId) ? Ask(ledger, contactId, DecisionTrigger.Due, facts, policy, left, now.ToUniversalTime(), []) : null;
    }

    /// <summary>
    /// Decides again about a contact in the outbox just before it is handed over, and begins the attempt where it may still be sent by its
    /// channel. Only then may the message go out, and only once the events are stored.
    /// </summary>
    /// <returns>
    /// Null where the contact is not in the outbox, or its latest attempt has not ended. Else look at <see cref="Decision.Contact"/>: on
    /// its way (<see cref="Ledger.IsInFlight"/>), to be sent by another channel, waiting, or over.
    /// </returns>
    public static Decision? BeginAttempt(Ledger ledger, string contactId, CustomerFacts facts, ContactPolicy policy, DailyBudget left, DateTimeOffset now)
    {
        Check(ledger, facts, policy);
        if (!IsUndecided(ledger, contactId) || ledger.Find(contactId)!.State != ContactState.Sending)
            return null;
        return Ask(ledger, contactId, DecisionTrigger.Attempt, facts, policy, left, now.ToUniversalTime(), []);
    }

    private static void Check(Ledger ledger, CustomerFacts facts, ContactPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(policy);
    }

    private static bool IsUndecided(Ledger ledger, string contactId) => ledger.Find(contactId) is { IsOpen: true } && !ledger.IsInFlight(contactId);

    private static Decision Ask(Ledger before, string contactId, DecisionTrigger trigger, CustomerFacts facts, ContactPolicy policy, DailyBudget left, DateTimeOffset now, List<LedgerEvent> events)
    {
        var ledger = before.Apply(events);
        var contact = ledger.Find(contactId)!;
        var readings = new LedgerReadings(ledger, contact, facts, policy, left, now);
        var answers = new List<RuleAnswer>();
        var action = RuleBook.Ask(readings, answers);
        var day = policy.DayOf(now);
        var takes = action is { Kind: DecisionKind.Send, Channel: { } chosen } && !contact.HasReserved(chosen, day) ? action.Channel : null;
        var begins = trigger == DecisionTrigger.Attempt && action.Kind == DecisionKind.Send && action.Channel == contact.Channel;
        events.Add(begins
            ? new LedgerEvent.AttemptBegun(now, contactId, action.Channel!.Value, ledger.Attempts.Count(a => a.ContactId == contactId) + 1, policy.Mode == OutreachMode.DryRun, day, facts.AddressFingerprint(action.Channel.Value), OfferCode(contact, facts, policy))
            : Move(contact, action, IsLeftToAPerson(ledger, contact, action, answers), day, now));
        return new(ledger.Apply(events[^1]), events, Record(contact, trigger, facts, policy, readings, answers, action), takes);
    }

    private static LedgerEvent.ContactMoved Move(ContactEntry contact, DecisionAction action, bool isLeftToAPerson, DateOnly day, DateTimeOffset now)
    {
        var state = action.Kind switch
        {
            DecisionKind.Send => ContactState.Sending,
            DecisionKind.AwaitApproval => ContactState.AwaitingApproval,
            DecisionKind.Wait => ContactState.Waiting,
            DecisionKind.Block => ContactState.Blocked,
            DecisionKind.HoldOut => ContactState.HeldOut,
            DecisionKind.Expire => ContactState.Expired,
            _ => ContactState.Withdrawn,
        };
        if (isLeftToAPerson && state is not (ContactState.Sending or ContactState.AwaitingApproval or ContactState.Waiting))
            state = ContactState.Failed;
        (ContactChannel? Channel, DateOnly? Day) reserved = action.Kind switch
        {
            DecisionKind.Send => (action.Channel, day),
            DecisionKind.Wait or DecisionKind.AwaitApproval => (contact.ReservedChannel, contact.ReservedOn),
            _ => (null, null),
        };
        // One that nobody approves is looked at once more, when it has expired.
        var due = action.Kind == DecisionKind.AwaitApproval ? contact.ExpiresAt : action.Until;
        return new(now, contact.ContactId, state, action.Channel ?? contact.Channel, due, action.Rule, reserved.Channel, reserved.Day);
    }

    /// <summary>
    /// Whether it is failed where it may not go on, so that somebody looks at it: what was, what a channel was asked for that it must not be
    /// asked for again, and what may have gone when its time was over.
    /// </summary>
    private static bool IsLeftToAPerson(Ledger ledger, ContactEntry contact, DecisionAction action, List<RuleAnswer> answers)
    {
        var own = ledger.Attempts.Where(a => a.ContactId == contact.ContactId);
        return contact.State == ContactState.Failed || action switch
        {
            { Kind: DecisionKind.Block, Rule: ContactRule.UsableChannel } => own.Any(a => answers.Exists(answer => answer is { Rule: ContactRule.ChannelUsed, Verdict: RuleVerdict.SkipChannel } && answer.Channel == a.Channel)),
            { Kind: DecisionKind.Expire } => own.Any(a => a.Result == AttemptResult.Unconfirmed),
            _ => false,
        };
    }

    private static Decision WithdrawLower(Decision decision, DateTimeOffset now)
    {
        var taken = decision.Contact.Proposal;
        var lower = decision.Ledger.Contacts
            .Where(c => c.IsOpen && c.Proposal.EpisodeId == taken.EpisodeId && c.Proposal.Level < taken.Level && !decision.Ledger.IsInFlight(c.ContactId))
            .Select(c => End(c, ContactState.Withdrawn, ContactRule.Escalation, now))
            .ToList();
        return decision with { Ledger = decision.Ledger.Apply(lower), Events = [.. decision.Events, .. lower] };
    }

    private static string OfferCode(ContactEntry contact, CustomerFacts facts, ContactPolicy policy) => policy.Offers.For(contact.Proposal.Driver, facts.AvoidsCredit).Code;

    private static LedgerEvent.ContactMoved End(ContactEntry contact, ContactState state, ContactRule? rule, DateTimeOffset now) =>
        new(now, contact.ContactId, state, contact.Channel, null, rule, null);

    private static DecisionRecord Record(
        ContactEntry contact, DecisionTrigger trigger, CustomerFacts facts, ContactPolicy policy, LedgerReadings readings, List<RuleAnswer> answers, DecisionAction action) => new()
        {
            ContactId = contact.ContactId,
            CustomerId = contact.Proposal.CustomerId,
            EpisodeId = contact.Proposal.EpisodeId,
            Trigger = trigger,
            PolicyVersion = policy.Version,
            At = readings.At,
            TimeZone = readings.TimeZone,
            TimeZoneData = LocalHours.DataVersion,
            Level = contact.Proposal.Level,
            Driver = contact.Proposal.Driver,
            Probability = contact.Proposal.Probability,
            Reasons = contact.Proposal.Reasons,
            ModelVersion = contact.Proposal.ModelVersion,
            HoldoutDraw = facts.HoldoutDraw,
            Channels = readings.Channels,
            OfferCode = OfferCode(contact, facts, policy),
            Answers = answers,
            Action = action,
        };
}
